/** Where a file is served from, whole or in ranges. */
export function mediaUrl(hash: string): string {
  return `/api/v1/media/${hash}`;
}

/** A picture at most `pixels` wide and high. */
export function pictureAt(hash: string, pixels: number): string {
  return `/api/v1/media/${hash}/picture?size=${pixels}`;
}

/** A picture for a place of `size` CSS pixels, sharp on this screen. */
export function pictureUrl(hash: string, size: number): string {
  const pixels = Math.ceil((size * Math.min(devicePixelRatio, 2)) / 160) * 160;
  return pictureAt(hash, Math.min(2560, pixels));
}
