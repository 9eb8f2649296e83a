/** Two thirds of what arriving takes. */
const motion = { duration: 133, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

const boxOf = (row: HTMLElement): DOMRect => row.getBoundingClientRect();

/**
 * When a row leaves, those below move into its place, and do not jump there. Looked at from their old places, so that the
 * list need not keep what has left.
 */
export function closeGap(leaving: ReadonlySet<string>): void {
  const table = document.querySelector('[data-customer-id]')?.closest('table');
  // Nobody can follow a gap of many.
  if (!table || leaving.size > 1 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const rows = [...table.querySelectorAll<HTMLElement>('[data-customer-id]')];
  const seen = rows.filter((row) => boxOf(row).height > 0 && boxOf(row).top < innerHeight);
  const tops = new Map(seen.map((row) => [row, boxOf(row).top]));
  const observer = new MutationObserver(() => {
    observer.disconnect();
    for (const [row, before] of tops) {
      const moved = row.isConnected ? before - boxOf(row).top : 0;
      if (moved > 0) row.animate({ translate: [`0 ${moved}px`, '0'] }, motion);
    }
  });
  observer.observe(table, { childList: true, subtree: true });
}
