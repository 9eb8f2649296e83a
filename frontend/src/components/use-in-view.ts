import { type RefObject, useEffect, useEffectEvent } from 'react';

/** What scrolls around an element; null when that is the page itself. */
export function findScrollParent(element: Element): Element | null {
  const parent = element.parentElement;
  if (!parent) return null;
  return ['auto', 'scroll'].includes(getComputedStyle(parent).overflowY) ? parent : findScrollParent(parent);
}

/** Calls as soon as the element comes near what is seen, and again for each new key that finds it there. */
export function useInView(element: RefObject<Element | null>, key: unknown, onNear: (() => void) | undefined): void {
  const call = useEffectEvent(() => onNear?.());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key asks again
  useEffect(() => {
    if (!element.current) return;
    const look = (entries: readonly IntersectionObserverEntry[]) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) call();
    };
    const observer = new IntersectionObserver(look, {
      root: findScrollParent(element.current),
      rootMargin: '600px 0px',
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, key]);
}
