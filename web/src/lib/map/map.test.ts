import { describe, expect, it } from 'vitest';
import { cluster } from './cluster';
import { fit, grid, scaleBar } from './view';

const arezzo = { latitude: 43.466, longitude: 11.885 };
const helsinki = { latitude: 60.17, longitude: 24.94 };

describe('cluster', () => {
  it('joins what is near and keeps the rest apart', () => {
    const spots = [0, 5, 9, 100].map((x) => ({ x, y: 0, item: x }));
    expect(cluster(spots, 20).map((each) => each.items)).toEqual([[0, 5, 9], [100]]);
  });

  it('stands in the middle of its items', () => {
    const [one] = cluster([{ x: 0, y: 0, item: 1 }, { x: 10, y: 4, item: 2 }], 20);
    expect([one?.x, one?.y]).toEqual([5, 2]);
  });
});

describe('fit', () => {
  it('shows every place with a margin', () => {
    const view = fit([arezzo, helsinki], 800, 400);
    const across = ((helsinki.longitude - arezzo.longitude) * Math.PI * view.scale) / 180;
    expect(across).toBeLessThan(800);
    expect(view.latitude).toBeGreaterThan(arezzo.latitude);
    expect(view.latitude).toBeLessThan(helsinki.latitude);
  });

  it('doesn’t fall into a single place', () => {
    expect(fit([arezzo], 800, 400).scale).toBeLessThan(10_000);
    expect(fit([arezzo, arezzo], 800, 400)).toEqual(fit([arezzo], 800, 400));
  });
});

describe('map furniture', () => {
  it('has few lines at any scale', () => {
    for (const scale of [60, 1000, 50_000, 6e6]) {
      const half = (400 / scale) * (180 / Math.PI);
      const lines = grid([12 - half, 43 - half], [12 + half, 43 + half], scale);
      expect(lines.coordinates.length).toBeLessThan(60);
    }
  });

  it('measures by round distances', () => {
    expect(scaleBar(6371, 0)).toEqual({ pixels: 100, label: '100 km' });
    expect(scaleBar(6371_000, 60).label).toMatch(/^(10|20|50) m$/);
  });
});
