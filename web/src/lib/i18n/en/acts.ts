export const acts = {
  // Kinds
  'kind.meant': 'Plan of an act',
  'kind.proposed': 'Proposed',
  'kind.decided': 'Decided',
  'kind.did': 'Done',
  'kind.undone': 'Undone',
  'kind.permitted': 'Permission',
  'kind.revoked': 'Permission withdrawn',
  'kind.stopped': 'Stopped',
  'kind.resumed': 'Resumed',
} as const;
