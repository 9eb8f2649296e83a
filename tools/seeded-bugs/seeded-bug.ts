/** One mutation of a line of the product, and the test that must fail because of it. */
export interface SeededBug {
  readonly id: string;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: { readonly file: string; readonly title: string };
}

type Change = readonly [find: string, replace: string];

/** Paths are relative to functions/src and functions/test. */
export const inFunctions = (
  id: string,
  file: string,
  [find, replace]: Change,
  test: string,
  title: string,
): SeededBug => ({
  id,
  file: `functions/src/${file}`,
  find,
  replace,
  caughtBy: { file: `functions/test/${test}.test.ts`, title },
});
