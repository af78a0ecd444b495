import type { Attachment } from 'svelte/attachments';

export interface Moves {
  /** By a factor of the length in view, about a point from 0 (left) to 1. */
  zoom(factor: number, at: number): void;
  /** By a share of the length in view; later is positive. */
  pan(share: number): void;
  /** A press without a drag, `x` pixels from the left. */
  pick(x: number): void;
}

const STILL = 6;

/** Wheel and pinch zoom, a drag moves, a press picks. Scrolling the page up and down stays. */
export function gestures(moves: Moves): Attachment<HTMLElement> {
  return (element) => {
    const down = new Map<number, PointerEvent>();
    let moved = 0;
    const share = (x: number) => (x - element.getBoundingClientRect().left) / element.clientWidth;

    function wheel(event: WheelEvent): void {
      event.preventDefault();
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        moves.pan((event.deltaX || event.deltaY) / element.clientWidth);
      } else {
        moves.zoom(Math.exp(event.deltaY / 300), share(event.clientX));
      }
    }

    function press(event: PointerEvent): void {
      element.setPointerCapture(event.pointerId);
      down.set(event.pointerId, event);
      if (down.size === 1) moved = 0;
    }

    function move(event: PointerEvent): void {
      const before = down.get(event.pointerId);
      if (!before) return;
      const other = [...down.values()].find((each) => each.pointerId !== event.pointerId);
      moved += Math.abs(event.clientX - before.clientX);
      if (other) {
        const [was, is] = [before, event].map((each) => Math.abs(each.clientX - other.clientX));
        if (was && is) moves.zoom(was / is, share((event.clientX + other.clientX) / 2));
      } else if (moved > STILL) {
        moves.pan((before.clientX - event.clientX) / element.clientWidth);
      }
      down.set(event.pointerId, event);
    }

    function release(event: PointerEvent): void {
      const known = down.delete(event.pointerId);
      if (known && !down.size && moved <= STILL && event.type === 'pointerup') {
        moves.pick(event.clientX - element.getBoundingClientRect().left);
      }
    }

    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('pointerdown', press);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', release);
    element.addEventListener('pointercancel', release);
    return () => {
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('pointerdown', press);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', release);
      element.removeEventListener('pointercancel', release);
    };
  };
}
