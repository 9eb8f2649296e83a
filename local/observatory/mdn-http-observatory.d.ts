/** The parts of the package that are used here; it has no types. */
declare module '@mdn/mdn-http-observatory/src/constants.js' {
  export const ALL_TESTS: readonly ((visit: object) => { readonly result: string | null })[];
}

declare module '@mdn/mdn-http-observatory/src/grader/charts.js' {
  export const MINIMUM_SCORE_FOR_EXTRA_CREDIT: number;
}

declare module '@mdn/mdn-http-observatory/src/grader/grader.js' {
  export function getGradeForScore(score: number): { readonly score: number; readonly grade: string };
  export function getScoreModifier(result: string): number;
}
