export const privacy = {
  // Kinds
  'kind.agreed': 'Agreement',
  'kind.withdrew': 'Agreement taken back',
  'kind.off_record': 'Off the record',
  'kind.showed': 'Card shown',
  'kind.put_away': 'Card put away',
  'kind.on_record': 'On the record',
} as const;
