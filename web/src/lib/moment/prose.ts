/** Lines this long were broken by an editor, not by whoever wrote them. */
const WRAPPED = 60;
const item = /^\s*([-*+]|\d+[.)])\s/u;

/** A note as it is read: without heading marks, hard-wrapped lines joined again. */
export function unwrapped(text: string): string {
  const lines = text.replace(/^#+\s*/gmu, '').trim().split('\n');
  return lines.reduce((whole, line, n) => {
    const before = lines[n - 1] ?? '';
    const joins = before.length >= WRAPPED && line.trim() && !item.test(line);
    return whole + (n === 0 ? '' : joins ? ' ' : '\n') + line;
  }, '');
}

/** The part of a text around the first of the `words`, which begins at a word. */
export function excerpt(text: string, words: readonly string[], lead = 80): string {
  const lower = text.toLowerCase();
  const found = words
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 1)
    .map((word) => lower.indexOf(word))
    .filter((at) => at >= 0);
  const at = found.length ? Math.min(...found) : 0;
  if (at <= 2 * lead) return text;
  const start = text.indexOf(' ', at - lead) + 1;
  return `… ${text.slice(start || at)}`;
}
