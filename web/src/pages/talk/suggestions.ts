import { api, ask } from '../../lib/api/client';
import { speech, t } from '../../lib/i18n/index.svelte';
import { session } from '../../lib/session.svelte';
import { written } from '../../lib/time/format';

/** First questions made from what is there: a person, a place, a day, a plan. */
export async function suggestions(): Promise<string[]> {
  const newest = (kind: string) =>
    ask(
      api.GET('/api/v1/moments', {
        params: { query: { kind: [kind], limit: 40, until: new Date().toISOString() } },
      }),
    );
  const [said, saw, noted, planned, places] = await Promise.all([
    newest('said'),
    newest('saw'),
    newest('noted'),
    newest('planned'),
    ask(api.GET('/api/v1/places', { params: { query: {} } })),
  ]);
  const me = session.status?.name ?? '';
  const by = said.moments
    .flatMap(({ what }) => (what.kind === 'said' ? [what.by] : []))
    .find((name) => name !== me && name !== 'alongside' && name !== 'me');
  const place = places.find((each) => each.name)?.name;
  const photo = saw.moments[0];
  const note = noted.moments[0];
  const plan = planned.moments[0]?.what;
  const day = ({ at, zone }: { at: string; zone: string }) =>
    written(at, 'date', speech.locale, zone);
  return [
    by && t('suggest.person', { name: by }),
    place && t('suggest.place', { place }),
    photo && t('suggest.photos', { day: day(photo) }),
    note && t('suggest.note', { day: day(note) }),
    plan?.kind === 'planned' && t('suggest.plan', { title: plan.title }),
  ].filter((question): question is string => Boolean(question));
}
