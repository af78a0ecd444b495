import { en } from './en';
import { ko } from './ko';
import { ko as server } from './server';
import { fill, type Message, type Values } from './translate';

export type Key = keyof typeof en;
export type Messages = Record<Key, Message>;
export type Language = 'en' | 'ko';

export const languages: Record<Language, string> = { en: 'English', ko: '한국어' };
const messages: Record<Language, Messages> = { en, ko };

/** What was chosen here, else what the browser prefers; English where there is no page. */
function preferred(): Language {
  const kept = globalThis.localStorage?.getItem('language');
  const wanted = globalThis.navigator?.language || globalThis.document?.documentElement.lang;
  return (kept ?? wanted ?? '').startsWith('ko') ? 'ko' : 'en';
}

class Speech {
  language = $state<Language>(preferred());

  /** The language as it is written where the person lives, if their browser says so. */
  get locale(): string {
    return navigator.languages.find((each) => each.startsWith(this.language)) ?? this.language;
  }

  use(language: Language): void {
    this.language = language;
    localStorage.setItem('language', language);
    document.documentElement.lang = language;
  }
}

export const speech = new Speech();

/** A sentence of the server, which speaks English, in the person's language; names stay as they are. */
export function said(text: string): string {
  return speech.language === 'ko' ? server.said(text) : text;
}

/** The message `key` in the person's language; a component that calls it follows a change. */
export function t(key: Key, values: Values = {}): string {
  return fill(messages[speech.language][key], values, speech.language);
}
