/** Whether to move the focus into a detail just opened: by keyboard, or where it covers the link that opened it. */
export function shouldMoveFocus(isNarrow: boolean): boolean {
  const active = document.activeElement;
  return isNarrow || active === document.body || active?.matches(':focus-visible') === true;
}
