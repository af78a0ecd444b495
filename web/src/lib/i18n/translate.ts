/** A message, or one for each plural form of `{n}`. */
export type Message = string | Readonly<{ one: string; other: string }>;
/** An area's messages in another language: the same keys. */
export type Translated<Area> = Record<keyof Area, Message>;
export type Values = Record<string, string | number>;

/** The message with `{names}` replaced; numbers are written the way the language writes them. */
export function fill(message: Message, values: Values, language: string): string {
  const text = typeof message === 'string' ? message : message[form(values['n'], language)];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
    return value ?? whole;
  });
}

function form(n: string | number | undefined, language: string): 'one' | 'other' {
  return new Intl.PluralRules(language).select(Number(n ?? 0)) === 'one' ? 'one' : 'other';
}
