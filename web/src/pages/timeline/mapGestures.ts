import type { Attachment } from 'svelte/attachments';

export interface MapMoves {
  zoom(factor: number, x: number, y: number): void;
  pan(x: number, y: number): void;
}

/** The wheel zooms while Ctrl or Cmd is held or after a press; a mouse or two fingers move it. */
export function mapGestures(moves: MapMoves): Attachment<HTMLElement> {
  return (element) => {
    const down = new Map<number, PointerEvent>();
    const place = (event: MouseEvent): [number, number] => {
      const box = element.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };

    function wheel(event: WheelEvent): void {
      if (!event.ctrlKey && !event.metaKey && !element.contains(document.activeElement)) return;
      event.preventDefault();
      moves.zoom(Math.exp(-event.deltaY / 300), ...place(event));
    }

    function press(event: PointerEvent): void {
      if (event.target instanceof Element && event.target.closest('button')) return;
      element.setPointerCapture(event.pointerId);
      down.set(event.pointerId, event);
    }

    function move(event: PointerEvent): void {
      const before = down.get(event.pointerId);
      if (!before) return;
      const other = [...down.values()].find((each) => each.pointerId !== event.pointerId);
      if (other) {
        const [was, is] = [before, event].map((each) =>
          Math.hypot(each.clientX - other.clientX, each.clientY - other.clientY),
        );
        if (was && is) moves.zoom(is / was, ...place(other));
      } else {
        moves.pan(event.clientX - before.clientX, event.clientY - before.clientY);
      }
      down.set(event.pointerId, event);
    }

    const release = (event: PointerEvent) => down.delete(event.pointerId);

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
