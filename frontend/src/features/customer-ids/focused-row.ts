/** The ID whose row, or something in it, has the focus. */
export const focusedRow = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-customer-id]')?.dataset['customerId'];
