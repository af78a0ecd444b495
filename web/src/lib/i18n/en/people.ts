export const people = {
  // Kinds
  'kind.related': 'Who they are to you',
  'kind.joined': 'One person',
  'kind.parted': 'Two people',
  'kind.reminder': 'Reminder',
  'kind.snoozed': 'Put off',
  'kind.settled': 'Settled',
  'kind.nudged': 'Said unasked',
  'kind.weighed': 'Your answer',
  'kind.briefed': 'Brief',
} as const;
