/** What is understood of a life: beliefs and promises. */
export const understood = {
  'kind.believed': 'Belief',
  'kind.promised': 'Promise',
  'kind.judged': 'Your judgement',
  'kind.ruled': 'Your ruling',
  'kind.profiled': 'About you, in your words',
  'kind.reread': 'New reading',
} as const;
