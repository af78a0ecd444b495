import { particles } from './particles';

/** Sentences in another language by the English ones; `{}` stands for what is filled in. */
export type Catalogue = Readonly<Record<string, string>>;

interface Template {
  /** The longest words that are written out in it. */
  core: string;
  /** Matches a sentence whose fillings are within a sentence, and one whose fillings are not. */
  close: RegExp;
  wide: RegExp;
  said: string;
}

const hole = '{}';
const ends = /(?<=[.!?]) |; |: |\n| (?=[A-Z])/g;
/** A longer text isn't taken apart: it is a document, not a sentence of the server. */
const most = 1500;

/**
 * Says a finished sentence in another language: the one that is the same word for word, else the one
 * with the most words of its own in which it fits. What is filled in stays, unless it is a sentence
 * too. Of a text that is put together from sentences each is said by itself; one that isn't known
 * stays as it is.
 */
export class Translator {
  readonly #exact: ReadonlyMap<string, string>;
  readonly #templates: readonly Template[];

  constructor(catalogue: Catalogue) {
    const all = Object.entries(catalogue);
    this.#exact = new Map(all.filter(([key]) => !key.includes(hole)));
    this.#templates = all
      .filter(([key]) => key.includes(hole))
      .sort(([one], [other]) => own(other) - own(one))
      .map(([key, said]) => template(key, said));
  }

  said(text: string): string {
    if (text.length > most) return text;
    return this.#whole(text) ?? this.#parts(text) ?? this.#fitting(text, 'wide') ?? text;
  }

  #whole(text: string): string | undefined {
    return this.#exact.get(text) ?? this.#fitting(text, 'close');
  }

  #sentence(text: string): string | undefined {
    return stands(text) ? this.#whole(text) : undefined;
  }

  #fitting(text: string, how: 'close' | 'wide'): string | undefined {
    for (const each of this.#templates) {
      const found = text.includes(each.core) && each[how].exec(text);
      if (found) return this.#filled(each.said, found.slice(1));
    }
    return undefined;
  }

  #filled(said: string, values: readonly string[]): string {
    let next = 0;
    const whole = said.replace(/\{(\d*)\}/g, (_, place: string) =>
      this.said(values[place ? Number(place) : next++] ?? ''),
    );
    return particles(whole);
  }

  /** The text with the sentences in it that are known; nothing where none is. */
  #parts(text: string): string | undefined {
    const breaks = [...text.matchAll(ends)];
    for (const at of breaks.toReversed()) {
      const known = this.#sentence(text.slice(0, at.index));
      if (known !== undefined) return known + at[0] + this.said(rest(text, at));
    }
    const [first] = breaks;
    if (!first) return undefined;
    const after = rest(text, first);
    const known = this.#sentence(after) ?? this.#parts(after);
    return known === undefined ? undefined : text.slice(0, first.index) + first[0] + known;
  }
}

/** Whether it can stand by itself; a mere word may be anyone's. */
const stands = (text: string): boolean => /\s|\.$/.test(text);

const rest = (text: string, at: RegExpExecArray): string => text.slice(at.index + at[0].length);

/** How many characters of a sentence are its own. */
const own = (key: string): number => key.replaceAll(hole, '').length;

function template(key: string, said: string): Template {
  const words = key.split(hole);
  const core = words.reduce((longest, each) => (each.length > longest.length ? each : longest));
  return { core, close: form(words, '(?:(?![.!?;] |\\n).)+?'), wide: form(words, '.+?'), said };
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What is filled into a command is one word: another sentence may follow it. */
function form(words: readonly string[], filling: string): RegExp {
  const pieces = words.map((each, n) => {
    const command = /alongside [\w ]+$/.test(each) && n === words.length - 2 && !words.at(-1);
    return escaped(each) + (n === words.length - 1 ? '' : `(${command ? '\\S+' : filling})`);
  });
  return new RegExp(`^${pieces.join('')}$`, 's');
}
