export const goals = {
  // Kinds
  'kind.aimed': 'Goal',
  'kind.steered': 'Course of a goal',
  'kind.step': 'Step',
  'kind.habit': 'Habit',
  'kind.if_then': 'If, then',
  'kind.slotted': 'Given a time',
  'kind.ticked': 'Ticked off',
  'kind.counted': 'What counts',
  'kind.valued': 'What matters to you',
  'kind.reflected': 'Thought',
  'kind.lettered': 'Letter of a month',
  'kind.flashcard': 'Card',
  'kind.graded': 'Remembered',
} as const;
