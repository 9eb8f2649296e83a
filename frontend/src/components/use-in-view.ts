import { type RefObject, useEffect, useEffectEvent } from 'react';

/** The nearest scrollable ancestor; null if the page itself scrolls. */
export function findScrollParent(element: Element): Element | null {
  const parent = element.parentElement;
  if (!parent) return null;
  return ['auto', 'scroll'].includes(getComputedStyle(parent).overflowY) ? parent : findScrollParent(parent);
}

/** Calls `onNear` when the element comes within 600px of the viewport, and again for each new key while it is there. */
export function useInView(element: RefObject<Element | null>, key: unknown, onNear: (() => void) | undefined): void {
  const call = useEffectEvent(() => onNear?.());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key checks again
  useEffect(() => {
    if (!element.current) return;
    const handleEntries = (entries: readonly IntersectionObserverEntry[]) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) call();
    };
    const observer = new IntersectionObserver(handleEntries, {
      root: findScrollParent(element.current),
      rootMargin: '600px 0px',
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, key]);
}
