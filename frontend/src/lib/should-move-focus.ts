/**
 * Whether reading goes on in what was just opened: by key, or by a link that is no longer seen, as on a phone. A pointer is
 * already where it wants to be.
 */
export function shouldMoveFocus(isNarrow: boolean): boolean {
  const active = document.activeElement;
  return isNarrow || active === document.body || active?.matches(':focus-visible') === true;
}
