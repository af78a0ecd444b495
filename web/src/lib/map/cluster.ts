export interface Spot<T> {
  x: number;
  y: number;
  item: T;
}

export interface Cluster<T> {
  x: number;
  y: number;
  items: T[];
}

/** Spots nearer than `reach` to a cluster's centre join it; the densest start. O(spots · clusters). */
export function cluster<T>(spots: readonly Spot<T>[], reach: number): Cluster<T>[] {
  const clusters: Cluster<T>[] = [];
  for (const { x, y, item } of spots) {
    const near = clusters.find((c) => Math.hypot(c.x - x, c.y - y) < reach);
    if (!near) {
      clusters.push({ x, y, items: [item] });
      continue;
    }
    const n = near.items.push(item);
    near.x += (x - near.x) / n;
    near.y += (y - near.y) / n;
  }
  return clusters;
}
