/** Where a file is served from, whole or in ranges. */
export function mediaUrl(hash: string): string {
  return `/api/v1/media/${hash}`;
}

/** A picture at most `size` CSS pixels wide or high, sharp on this screen. */
export function pictureUrl(hash: string, size: number): string {
  const pixels = Math.min(2560, Math.ceil((size * Math.min(devicePixelRatio, 2)) / 160) * 160);
  return `/api/v1/media/${hash}/picture?size=${pixels}`;
}
