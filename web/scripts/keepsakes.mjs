/**
 * Writes what films and books are set in and drawn with: the font Gowun Batang (OFL), in two
 * weights, and Natural Earth's outline of the land. Run by `npm run build`.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const target = new URL('../../src/alongside/mind/keepsakes/made/', import.meta.url);
mkdirSync(target, { recursive: true });

const font = '@expo-google-fonts/gowun-batang';
copyFileSync(require.resolve(`${font}/400Regular/GowunBatang_400Regular.ttf`), new URL('regular.ttf', target));
copyFileSync(require.resolve(`${font}/700Bold/GowunBatang_700Bold.ttf`), new URL('bold.ttf', target));
copyFileSync(require.resolve(`${font}/LICENSE_FONT`), new URL('OFL.txt', target));

const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/land-50m.json'), 'utf8'));
const shape = feature(atlas, atlas.objects.land);
const polygons = shape.features.flatMap(({ geometry }) => geometry.coordinates);
/** Outer rings alone: lakes would be drawn as land, and the largest of them are no rings here. */
const rings = polygons.map(([outer]) => outer.map((point) => point.map((degrees) => Math.round(degrees * 100) / 100)));
writeFileSync(new URL('land.json', target), JSON.stringify(rings));
console.log(`${rings.length} lands and a font`);
