import { api, ask, Trouble, type Shapes } from '../../lib/api/client';
import { type Moment } from '../../lib/moment/moment';
import { readPlans, type PlannedTime } from '../../lib/moment/read';
import { dayOf, localTime, wallClock } from '../../lib/time/format';
import { DAY, grain, HOUR, length, pan, roomy, within, zoom } from '../../lib/time/zoom';
import type { Grain, Span } from '../../lib/time/zoom';

export type Bucket = Shapes['Bucket'];
export type Point = Shapes['Point'];
export interface Mark {
  at: number;
  moment: Moment;
}

/** Below this length every moment is drawn by itself. */
export const CLOSE = 36 * HOUR;

/** The stretch of a life that is looked at, and what was read of it. */
export class Looking {
  bounds = $state.raw<Span | null>(null);
  span = $state.raw<Span>({ since: 0, until: 1 });
  bars = $state.raw<Bucket[]>([]);
  barGrain = $state<Grain>('year');
  marks = $state.raw<Mark[]>([]);
  days = $state.raw<Bucket[]>([]);
  places = $state.raw<Point[]>([]);
  /** The times of plans, by day. */
  plans = $state.raw<Map<string, PlannedTime[]>>(new Map());
  empty = $state(false);
  trouble = $state('');
  private read: { span: Span; grain: Grain } | null = null;

  readonly close = $derived(length(this.span) <= CLOSE);

  /** Read how far the life reaches, and look at `span` of it or all of it. */
  async start(span: Span | null): Promise<void> {
    const life = await ask(api.GET('/api/v1/timeline', { params: { query: { grain: 'year' } } }));
    this.empty = !life.first || !life.last;
    if (!life.first || !life.last) return;
    const all = { since: Date.parse(`${life.first}Z`), until: Date.parse(`${life.last}Z`) + DAY };
    this.bounds = roomy(all);
    this.span = span ?? this.bounds;
    this.read = null;
  }

  zoom(factor: number, at = 0.5): void {
    this.look(zoom(this.span, factor, at));
  }

  pan(share: number): void {
    this.look(pan(this.span, share));
  }

  all(): void {
    if (this.bounds) this.look(this.bounds);
  }

  look(span: Span): void {
    const held = this.bounds ? within(span, this.bounds) : span;
    const most = this.bounds ? length(this.bounds) * 1.5 : length(held);
    this.span = length(held) > most && this.bounds ? this.bounds : held;
  }

  /** Read what is in view, `most` bars at most; a little beyond both sides, so that it can be moved. */
  async fill(most: number): Promise<void> {
    const span = this.span;
    const wanted = grain(span, most);
    if (this.read?.grain !== wanted || !covers(this.read.span, span)) {
      const wide = { since: pan(span, -0.5).since, until: pan(span, 0.5).until };
      this.read = { span: wide, grain: wanted };
      const query = { grain: wanted, since: localTime(wide.since), until: localTime(wide.until) };
      const { buckets } = await ask(api.GET('/api/v1/timeline', { params: { query } }));
      this.bars = buckets;
      this.barGrain = wanted;
    }
    if (this.close) await this.fillMarks(span);
  }

  /** Read the days and the places of the stretch; newest days first. */
  async fillBelow(): Promise<void> {
    const span = this.span;
    const query = { since: localTime(span.since), until: localTime(span.until), step: 0.002 };
    const [days, places, plans] = await Promise.all([
      readDays(span),
      ask(api.GET('/api/v1/places', { params: { query } })),
      readPlans(new Date(span.since - DAY), new Date(span.until + DAY)),
    ]);
    this.days = days.toReversed();
    this.places = places;
    this.plans = Map.groupBy(plans, ({ start, moment }) => dayOf(start, moment.zone));
  }

  private async fillMarks(span: Span): Promise<void> {
    const query = {
      since: new Date(span.since - DAY).toISOString(),
      until: new Date(span.until + DAY).toISOString(),
      limit: 500,
      order: 'oldest' as const,
    };
    const page = await ask(api.GET('/api/v1/moments', { params: { query } }));
    this.marks = page.moments
      
      .map((moment) => ({ moment, at: wallClock(moment.at, moment.zone) }));
  }
}

function covers(outer: Span, inner: Span): boolean {
  return outer.since <= inner.since && outer.until >= inner.until;
}

/** The days of a stretch; where they are more than the server gives at once, the later half. */
async function readDays(span: Span): Promise<Bucket[]> {
  const local = { since: localTime(span.since), until: localTime(span.until) };
  const query = { ...local, grain: 'day' as const, pictures: 0 };
  try {
    return (await ask(api.GET('/api/v1/timeline', { params: { query } }))).buckets;
  } catch (error) {
    if (!(error instanceof Trouble) || error.status !== 400 || length(span) < DAY) throw error;
    return readDays({ since: (span.since + span.until) / 2, until: span.until });
  }
}
