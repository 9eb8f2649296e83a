/** Joins what is there; a condition that does not hold leaves nothing behind. */
export const classNames = (...names: readonly (string | false | undefined)[]): string =>
  names.filter(Boolean).join(' ');
