import type { Manner } from './wire';

/** What was captured, as it is sent: binary, or JSON text. */
export type Message = ArrayBuffer | string;

interface Progress extends Manner {
  stream: string;
  after: number;
}

interface Sealed {
  seq: number;
  text: boolean;
  nonce: Uint8Array<ArrayBuffer>;
  body: ArrayBuffer;
}

const seal = 'AES-GCM';
/** Messages held: 10 hours of sound in frames of 32 ms. Past them the oldest goes. */
const most = 1_100_000;

/** The last number of those held after `after` that must go for this one, or 0. */
export function lostFor(seq: number, after: number): number {
  return seq - most > after ? seq - most : 0;
}

/**
 * What the page captured and the server isn't done with, in IndexedDB, sealed with a key that no
 * script can read out. It outlives the page, so that a lost connection loses nothing.
 */
export class Spool {
  private waiting: Sealed[] = [];

  private constructor(
    private readonly base: IDBDatabase,
    private readonly key: CryptoKey,
    public progress: Progress,
    public next: number,
  ) {}

  /** The spool of that name; each has a stream of its own. */
  static async open(name: string): Promise<Spool> {
    const base = await opened(name);
    const kept = await done(base.transaction('kept').objectStore('kept').getAll());
    const [key, progress] = [kept[0] as CryptoKey | undefined, kept[1] as Progress | undefined];
    const last = await done(base.transaction('sealed').objectStore('sealed').openKeyCursor(null, 'prev'));
    const made = key ?? (await crypto.subtle.generateKey({ name: seal, length: 256 }, false, ['encrypt', 'decrypt']));
    const begun = progress ?? { stream: crypto.randomUUID(), after: 0, mode: 'off' as const, play: null };
    const spool = new Spool(base, made, begun, Math.max(begun.after, Number(last?.key ?? 0)) + 1);
    await spool.write((store) => [store.put(made, 'a key'), store.put(begun, 'progress')]);
    return spool;
  }

  /** Whether the server isn't done with all of it. */
  get holds(): boolean {
    return this.next > this.progress.after + 1;
  }

  /** Keep a message under the number `next`; gives the last number that was lost for it, or 0. */
  async put(message: Message): Promise<number> {
    const seq = this.next++;
    const text = typeof message === 'string';
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const plain = text ? new TextEncoder().encode(message) : message;
    const body = await crypto.subtle.encrypt({ name: seal, iv: nonce }, this.key, plain);
    this.waiting.push({ seq, text, nonce, body });
    if (this.waiting.length === 1) setTimeout(() => void this.flush(), 200);
    const lost = lostFor(seq, this.progress.after);
    if (lost) await this.done(lost, this.progress);
    return lost;
  }

  /** What is held after a number, in order, up to so many. */
  async since(after: number, count: number): Promise<{ seq: number; message: Message }[]> {
    await this.flush();
    const store = this.base.transaction('sealed').objectStore('sealed');
    const held = (await done(store.getAll(IDBKeyRange.lowerBound(after, true), count))) as Sealed[];
    return Promise.all(held.map(async (one) => ({ seq: one.seq, message: await this.read(one) })));
  }

  /** Let go of all up to this number; how the person is heard from there. */
  async done(seq: number, { mode, play }: Manner): Promise<void> {
    if (seq <= this.progress.after) return;
    this.progress = { ...this.progress, after: seq, mode, play };
    await this.flush();
    const work = this.base.transaction(['sealed', 'kept'], 'readwrite');
    work.objectStore('sealed').delete(IDBKeyRange.upperBound(seq));
    work.objectStore('kept').put(this.progress, 'progress');
    await settled(work);
  }

  private async flush(): Promise<void> {
    if (!this.waiting.length) return;
    const work = this.base.transaction('sealed', 'readwrite');
    for (const one of this.waiting.splice(0)) work.objectStore('sealed').put(one, one.seq);
    await settled(work);
  }

  private async read({ text, nonce, body }: Sealed): Promise<Message> {
    const plain = await crypto.subtle.decrypt({ name: seal, iv: nonce }, this.key, body);
    return text ? new TextDecoder().decode(plain) : plain;
  }

  private async write(puts: (store: IDBObjectStore) => unknown): Promise<void> {
    const work = this.base.transaction('kept', 'readwrite');
    puts(work.objectStore('kept'));
    await settled(work);
  }
}

function opened(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('kept');
    request.result.createObjectStore('sealed');
  };
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('storage failed'));
  });
}

function settled(work: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    work.oncomplete = () => resolve();
    work.onabort = work.onerror = () => reject(work.error ?? new Error('storage failed'));
  });
}
