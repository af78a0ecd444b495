import { said, t } from '../i18n/index.svelte';
import { toolName } from '../tools';
import { measures, workout } from './health';
import { thing } from './things';
import { baseName, placeName, type Moment } from './moment';

/** What a moment is called in a list: its title where it has one, else its first words. */
export function heading(moment: Moment): string {
  const { what } = moment;
  switch (what.kind) {
    case 'noted':
      return what.title || firstLine(what.text);
    case 'said':
      return (what.address && what.thread) || firstLine(what.text);
    case 'planned':
      return what.title;
    case 'contact':
      return what.name;
    case 'saw':
      return what.caption || placeName(what.place) || what.media.name;
    case 'filmed':
      return what.title || placeName(what.place) || what.media.name;
    case 'recorded':
      return what.title || what.media.name;
    case 'measured':
      return measures(what).join(' · ');
    case 'exercised':
      return what.title || workout(what);
    case 'noticed':
      return what.sound;
    case 'recognised':
      return [...new Set(what.things?.map(({ label }) => thing(label)))].join(', ') || t('photo.nothing');
    case 'imported':
      return what.paths.map(baseName).join(', ');
    case 'failed':
      return said(what.reason);
    case 'proposed':
      return what.title || toolName(what.tool);
    case 'did':
    case 'undone':
    case 'permitted':
      return toolName(what.tool);
    case 'related':
      return [what.name, what.relation].filter(Boolean).join(' · ');
    case 'believed':
      return what.statement;
    case 'ruled':
      return what.about;
    case 'aimed':
      return what.outcome;
    case 'if_then':
      return `${what.obstacle} → ${what.then}`;
    case 'valued':
      return what.values.join(', ');
    case 'commissioned':
      return [what.to, what.about].filter(Boolean).join(' · ');
    case 'flashcard':
      return what.front;
    case 'joined':
    case 'parted':
      return what.called.join(what.kind === 'joined' ? ' = ' : ' ≠ ');
    default:
      return 'text' in what ? firstLine(what.text ?? '') : '';
  }
}

function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/^#+\s*/, '').trim());
  return lines.find(Boolean) ?? '';
}
