import { written } from '../../lib/time/format';
import { DAY, YEAR } from '../../lib/time/zoom';

/** How many tick labels have room in `width` pixels. */
export const tickCount = (width: number): number => Math.max(2, Math.floor(width / 110));

/** A tick as the language writes it, no finer than what is in view asks for. */
export function tickLabel(tick: Date, length: number, language: string): string {
  if (length < 2.5 * DAY) {
    const midnight = tick.getUTCHours() === 0 && tick.getUTCMinutes() === 0;
    return written(tick, midnight ? 'daymonth' : 'time', language);
  }
  if (length < 120 * DAY) return written(tick, 'daymonth', language);
  if (length < 4 * YEAR) return written(tick, 'month', language);
  return written(tick, 'year', language);
}
