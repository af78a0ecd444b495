/** The name of a conversation that is about to begin. */
export function newThread(): string {
  return `talk-${crypto.randomUUID()}`;
}
