/** Spreadsheets run a cell that starts with one of these as a formula, even if the cell is quoted. */
const signs = new Set('=+-@＝＋－＠﹢﹣﹦﹫');

/**
 * A program that splits at `;` or TAB, as Excel does in most of Europe, starts a new cell in the middle of ours, and it
 * does not honor a quote inside a cell.
 */
const boundaries = new Set(',;|\t\r\n"');

/** Characters that a program may skip before it looks for a sign. */
const skipped = /[\s\p{Cc}\p{Cf}"']/u;

/** Copies `cell`, and calls `rewrite` for each sign that starts a cell in some reader, with the text before it. */
function rewriteSigns(cell: string, rewrite: (before: string) => string): string {
  let written = '';
  let copiedTo = 0;
  let isCellStart = true;
  for (let at = 0; at < cell.length; at += 1) {
    const character = cell.charAt(at);
    if (isCellStart && signs.has(character)) {
      written += rewrite(cell.slice(copiedTo, at));
      copiedTo = at;
    }
    isCellStart = boundaries.has(character) || (isCellStart && skipped.test(character));
  }
  return written + cell.slice(copiedTo);
}

/** Puts an apostrophe before each sign that could start a formula, whichever delimiter the reader splits at. */
export const escapeFormulas = (cell: string): string => rewriteSigns(cell, (before) => `${before}'`);

/** Reverts `escapeFormulas`. */
export const unescapeFormulas = (cell: string): string =>
  rewriteSigns(cell, (before) => (before.endsWith("'") ? before.slice(0, -1) : before));
