import type { Shapes } from '../api/client';

export type Media = Shapes['Media'];
export type Place = Shapes['Place'];
export type Cite = Shapes['Cite'];
export type Said = Shapes['Said'];
export type Saw = Shapes['Saw'];
export type Filmed = Shapes['Filmed'];
export type Heard = Shapes['Heard'];
export type Recorded = Shapes['Recorded'];
export type Briefed = Shapes['Briefed'];
export type Measured = Shapes['Measured'];
export type Exercised = Shapes['Exercised'];
export type What = Shapes['What'];
export type Kind = What['kind'];

/** The families of kinds that a person thinks in; each has a colour. */
export type Family = 'photo' | 'chat' | 'note' | 'plan' | 'sound' | 'body' | 'person' | 'other';

export const families: readonly Family[] = [
  'photo',
  'chat',
  'note',
  'plan',
  'sound',
  'body',
  'person',
  'other',
];

const familyOf: Record<Kind, Family> = {
  noted: 'note',
  said: 'chat',
  planned: 'plan',
  contact: 'person',
  saw: 'photo',
  recognised: 'photo',
  read: 'photo',
  described: 'photo',
  filmed: 'photo',
  recorded: 'sound',
  heard: 'sound',
  noticed: 'sound',
  measured: 'body',
  exercised: 'body',
  imported: 'other',
  failed: 'other',
  corrected: 'note',
  forgotten: 'other',
  meant: 'other',
  proposed: 'other',
  decided: 'other',
  did: 'other',
  undone: 'other',
  permitted: 'other',
  revoked: 'other',
  limited: 'other',
  stopped: 'other',
  resumed: 'other',
  tasked: 'other',
  finished: 'other',
  gleaned: 'other',
  believed: 'other',
  promised: 'plan',
  judged: 'other',
  ruled: 'other',
  profiled: 'note',
  reread: 'other',
  staged: 'other',
  rehearsed: 'other',
  debriefed: 'other',
  went: 'note',
  founded: 'other',
  ventured: 'other',
  agreed: 'person',
  withdrew: 'person',
  showed: 'other',
  put_away: 'other',
  off_record: 'other',
  on_record: 'other',
  related: 'person',
  joined: 'person',
  parted: 'person',
  reminder: 'plan',
  snoozed: 'other',
  settled: 'other',
  nudged: 'other',
  weighed: 'other',
  briefed: 'note',
  imagined: 'other',
  favoured: 'other',
  commissioned: 'note',
  penned: 'note',
  reel: 'other',
  printed: 'other',
  enrolled: 'person',
  aimed: 'plan',
  steered: 'other',
  step: 'plan',
  habit: 'plan',
  if_then: 'plan',
  slotted: 'other',
  ticked: 'other',
  counted: 'other',
  valued: 'note',
  reflected: 'note',
  lettered: 'note',
  flashcard: 'note',
  graded: 'other',
  bounded: 'plan',
  minuted: 'note',
  appointed: 'other',
  granted: 'other',
  retired: 'other',
  consulted: 'chat',
  advised: 'chat',
  handed: 'other',
  reported: 'note',
};

export function family(kind: string): Family {
  return familyOf[kind as Kind] ?? 'other';
}

export function kindsIn(of: Family): Kind[] {
  return (Object.keys(familyOf) as Kind[]).filter((kind) => familyOf[kind] === of);
}
