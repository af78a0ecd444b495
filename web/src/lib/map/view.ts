import type { MultiLineString } from 'geojson';

/** The middle of a Mercator map, and its scale in pixels for one radian. */
export interface View {
  longitude: number;
  latitude: number;
  scale: number;
}

export interface Located {
  latitude: number;
  longitude: number;
}

/** Radians around the world. */
export const WORLD = 2 * Math.PI;
const RADIUS_KM = 6371;
/** Places within so many degrees are one place on a map, which shows where in its land it lies. */
const NEAR = 0.05;
const ALONE = 7000;
const CLOSEST = 2e5;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const mercator = (latitude: number): number =>
  Math.log(Math.tan(Math.PI / 4 + radians(latitude) / 2));

/** The closest view that shows all the places with a margin. */
export function fit(places: readonly Located[], width: number, height: number): View {
  const longitudes = places.map((place) => place.longitude);
  const latitudes = places.map((place) => place.latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const apart = Math.max(east - west, north - south) > NEAR;
  const closest = apart ? CLOSEST : ALONE;
  const across = Math.max(radians(east - west), 1e-9);
  const tall = Math.max(mercator(north) - mercator(south), 1e-9);
  const scale = Math.min((width * 0.76) / across, (height * 0.66) / tall, closest);
  const middle = (mercator(north) + mercator(south)) / 2;
  return {
    longitude: (west + east) / 2,
    latitude: (2 * Math.atan(Math.exp(middle)) - Math.PI / 2) * (180 / Math.PI),
    scale: Math.max(scale, width / WORLD),
  };
}

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30];

type Degrees = [longitude: number, latitude: number];

/** Meridians and parallels between two corners, some 120 pixels apart. */
export function grid(
  southWest: Degrees | null | undefined,
  northEast: Degrees | null | undefined,
  scale: number,
): MultiLineString {
  const wanted = (120 / scale) * (180 / Math.PI);
  const step = STEPS.find((each) => each >= wanted) ?? 30;
  if (!southWest || !northEast || wanted < 0.005) return { type: 'MultiLineString', coordinates: [] };
  const whole = northEast[0] <= southWest[0];
  const [west, east] = whole ? [-180, 180] : [southWest[0], northEast[0]];
  const [south, north] = [Math.max(-85, southWest[1]), Math.min(85, northEast[1])];
  const meridians = range(west, east, step).map((x) => [
    [x, south],
    [x, (south + north) / 2],
    [x, north],
  ]);
  const parallels = range(south, north, step).map((y) => range(west, east, step).map((x) => [x, y]));
  return { type: 'MultiLineString', coordinates: [...meridians, ...parallels] };
}

/** Multiples of `step` that cover `from` to `to`. */
function range(from: number, to: number, step: number): number[] {
  const first = Math.floor(from / step);
  const count = Math.min(400, Math.ceil(to / step) - first + 1);
  return Array.from({ length: count }, (_, n) => (first + n) * step);
}

/** A round distance of some 100 pixels at this latitude. */
export function scaleBar(scale: number, latitude: number): { pixels: number; label: string } {
  const kmPerPixel = (RADIUS_KM * Math.cos(radians(latitude))) / scale;
  const wanted = 110 * kmPerPixel;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const km = [5, 2, 1].map((each) => each * power).find((each) => each <= wanted) ?? power;
  const label = km < 1 ? `${Math.round(km * 1000)} m` : `${Math.round(km)} km`;
  return { pixels: km / kmPerPixel, label };
}
