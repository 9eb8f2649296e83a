import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import Papa from 'papaparse';
import { csvFile, toCsv } from '#lib/csv.ts';
import { holds } from '#support/functions/property.ts';

/** Another reader than the one that could have been written beside the writer. */
const read = (text: string): readonly string[][] => Papa.parse<string[]>(text, { delimiter: ',' }).data.slice(0, -1);

const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const controls = ['\t', '\r', '\n', '\0'];
const isFormula = (text: string): boolean =>
  signs.some((sign) => text.trimStart().startsWith(sign)) || controls.some((control) => text.startsWith(control));
const harmless = (text: string): string => (isFormula(text) ? `'${text}` : text);

describe('A table written as CSV', () => {
  it('quotes what would break a cell and ends each row with CR LF', () => {
    expect(toCsv([['a,b', 'say "so"', 'two\nlines', 'plain']])).to.equal('"a,b","say ""so""","two\nlines",plain\r\n');
  });

  it('puts an apostrophe before what a spreadsheet would run, also in full width or behind spaces', () => {
    const starts = [...signs, ...controls, ' =', '\u00a0 @'];
    const cells = read(toCsv(starts.map((start) => [`${start}cmd|' /C calc'!A0`]))).flat();

    expect(cells).to.deep.equal(starts.map((start) => `'${start}cmd|' /C calc'!A0`));
  });

  it('is read back by another reader cell by cell', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[=+\-@\t\r\n",;' ]{1,4}$/));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });

    holds(
      fc.property(table, (rows) => {
        expect(read(toCsv(rows))).to.deep.equal(rows.map((row) => row.map(harmless)));
      }),
    );
  });

  it('begins with the mark by which spreadsheets know UTF-8', async () => {
    expect([...new Uint8Array(await csvFile([['é']]).arrayBuffer()).slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
  });
});
