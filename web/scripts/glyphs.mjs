/**
 * Writes the glyphs that pictures are sketched from: drawings of Fluent Emoji (flat), and what each
 * is called in English and Korean by Emojibase. Run by `npm run build`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const read = (name) => JSON.parse(readFileSync(require.resolve(name), 'utf8'));
const target = new URL('../../src/alongside/mind/imagine/glyphs.json', import.meta.url);

/** Groups of Emojibase that hold things one can put into a picture; symbols and flags are none. */
const GROUPS = new Set([0, 1, 3, 4, 5, 6, 7]);
/** Faces, hands and gestures are no things either; clocks would only show the time. */
const LEFT_OUT = /(skin tone|^(face|grinning|smiling)\b|clock\b|backhand|pointing|: (red|curly|white|blond) hair|: bald)/i;
const slug = (label) =>
  label
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f’'“”.,()!]/g, '')
    .replace(/&/g, 'and')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const drawings = read('@iconify-json/fluent-emoji-flat/icons.json').icons;
const english = read('emojibase-data/en/data.json');
const korean = new Map(read('emojibase-data/ko/data.json').map((each) => [each.hexcode, each]));

const glyphs = {};
for (const { label, group, subgroup, hexcode } of english) {
  const name = slug(label);
  const drawing = drawings[name] ?? drawings[name.replace(/^(man|woman|person)-/, '$1-')];
  if (!drawing || !GROUPS.has(group) || LEFT_OUT.test(label)) continue;
  glyphs[name] = {
    family: subgroup,
    en: label.toLowerCase(),
    ko: korean.get(hexcode)?.label ?? '',
    body: drawing.body,
  };
}
writeFileSync(target, JSON.stringify(glyphs));
console.log(`${Object.keys(glyphs).length} glyphs`);
