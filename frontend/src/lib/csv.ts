/**
 * A text that begins like this is a formula to a spreadsheet, also in full width or behind spaces, and quoting does not
 * stop it from being run: an apostrophe does.
 */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n\0]/;

const needsQuotes = /[",\r\n]|^\s|\s$/;

function field(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A table as RFC 4180 writes it. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');

/** With a byte order mark, by which spreadsheets know that it is UTF-8. */
export const csvFile = (rows: readonly (readonly string[])[]): Blob =>
  new Blob(['\uFEFF', toCsv(rows)], { type: 'text/csv;charset=utf-8' });
