import type { Attachment } from 'svelte/attachments';

/** Calls `then` once, when the element first comes near the screen. */
export function seenOnce(then: () => void): Attachment<HTMLElement> {
  return (element) => {
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watch.disconnect();
        then();
      },
      { rootMargin: '400px' },
    );
    watch.observe(element);
    return () => watch.disconnect();
  };
}
