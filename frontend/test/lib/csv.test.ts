import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import Papa from 'papaparse';
import { csvFile, toCsv } from '#lib/csv.ts';
import { holds } from '#support/functions/property.ts';

const read = (text: string): readonly string[][] => Papa.parse<string[]>(text, { delimiter: ',' }).data.slice(0, -1);

const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const controls = ['\t', '\r', '\n', '\0'];
const startsFormula = (text: string): boolean =>
  signs.some((sign) => text.trimStart().startsWith(sign)) || controls.some((control) => text.startsWith(control));
const escapeFormula = (text: string): string => (startsFormula(text) ? `'${text}` : text);

describe('toCsv', function () {
  this.timeout(120_000);

  it('quotes delimiters, quotes and line breaks, and ends each row with CRLF', () => {
    expect(toCsv([['a,b', 'say "so"', 'two\nlines', 'plain'], ['\u00a0x']])).to.equal(
      '"a,b","say ""so""","two\nlines",plain\r\n"\u00a0x"\r\n',
    );
  });

  it('prefixes formulas with an apostrophe, including full-width signs and leading spaces', () => {
    const starts = [...signs, ...controls, ' =', '\u00a0 @'];
    const cells = read(toCsv(starts.map((start) => [`${start}cmd|' /C calc'!A0`]))).flat();

    expect(cells).to.deep.equal(starts.map((start) => `'${start}cmd|' /C calc'!A0`));
  });

  it('round-trips every cell through a CSV parser', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[=+\-@\t\r\n",;' ]{1,4}$/));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });

    holds(
      fc.property(table, (rows) => {
        expect(read(toCsv(rows))).to.deep.equal(rows.map((row) => row.map(escapeFormula)));
      }),
    );
  });
});

describe('csvFile', () => {
  it('starts with a UTF-8 byte order mark', async () => {
    expect([...new Uint8Array(await csvFile([['é']]).arrayBuffer()).slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
  });
});
