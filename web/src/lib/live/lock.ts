/**
 * Have something of this browser's to oneself, among all its pages: gives what lets go of it, or null
 * where a page has it and it isn't to be `taken` from it. `lost` tells that another page took it.
 */
export function lock(name: string, taken: boolean, lost: () => void): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    let had = false;
    const hold = (given: Lock | null): Promise<void> | undefined => {
      had = Boolean(given);
      if (given) return new Promise((release) => resolve(release));
      resolve(null);
    };
    const how = taken ? { steal: true } : { ifAvailable: true };
    navigator.locks.request(name, how, hold).catch((error: unknown) => (had ? lost() : reject(error)));
  });
}
