import { socket, type Shapes } from './api/client';

export type LiveEvent = Shapes['LiveEvent'];
type Listener = (event: LiveEvent) => void;

const listeners = new Set<Listener>();
let open: WebSocket | null = null;
let wait = 1000;

/** Hear what happens in the server from now on; the answer stops it. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  connect();
  return () => listeners.delete(listener);
}

function connect(): void {
  if (open) return;
  open = socket('/api/v1/events');
  open.onopen = () => (wait = 1000);
  open.onmessage = (message) => {
    const event = JSON.parse(String(message.data)) as LiveEvent;
    for (const listener of listeners) listener(event);
  };
  open.onclose = () => {
    open = null;
    wait = Math.min(wait * 2, 30_000);
    if (listeners.size) setTimeout(connect, wait);
  };
}
