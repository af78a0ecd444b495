import type { MultiPolygon } from 'geojson';
import type { GeometryObject, Topology } from 'topojson-specification';
import coarse from 'world-atlas/land-110m.json?url';
import fine from 'world-atlas/land-50m.json?url';
import { feature } from 'topojson-client';

/** Natural Earth's land outline (public domain), served with the app; `close` gives a finer one. */
export function land(close: boolean): Promise<MultiPolygon> {
  const url = close ? fine : coarse;
  const known = loaded.get(url);
  if (known) return known;
  const loading = load(url);
  loaded.set(url, loading);
  loading.catch(() => loaded.delete(url));
  return loading;
}

const loaded = new Map<string, Promise<MultiPolygon>>();

async function load(url: string): Promise<MultiPolygon> {
  const atlas = (await (await fetch(url)).json()) as Topology<{ land: GeometryObject }>;
  const shape = feature(atlas, atlas.objects.land);
  const first = shape.type === 'FeatureCollection' ? shape.features[0]?.geometry : shape.geometry;
  if (first?.type !== 'MultiPolygon') throw new Error('The land outline is not as expected.');
  return first;
}
