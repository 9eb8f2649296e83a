import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import Papa from 'papaparse';
import { csvFile, readCsv, toCsv } from '#lib/csv.ts';
import { holds } from '#support/functions/property.ts';

const rowsMax = 1_000;

/** Formats rows as `line: cell | cell`. */
function read(text: string): readonly string[] {
  const rows = readCsv(text, rowsMax);
  return rows.ok ? rows.value.map(({ line, cells }) => `${line}: ${cells.join(' | ')}`) : [rows.failure.kind];
}

describe('readCsv', () => {
  it('keeps leading zeros', () => {
    expect(read('id,country\n000123,DE')).to.deep.equal(['1: id | country', '2: 000123 | DE']);
  });

  it('accepts LF, CRLF and CR line endings and skips blank lines', () => {
    const rows = ['1: A-1 | x', '2: B-2 | y', '4: C-3 | z'];

    expect(read('A-1,x\r\nB-2,y\r\n\r\nC-3,z\r\n')).to.deep.equal(rows);
    expect(read('A-1,x\nB-2,y\n\nC-3,z')).to.deep.equal(rows);
    expect(read('A-1,x\rB-2,y\r,\rC-3,z\r\r')).to.deep.equal(rows);
    expect(read('A-1,x\r\nB-2,y\n\nC-3,z')).to.deep.equal(rows);
  });

  for (const [name, separator] of [
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['commas', ','],
    ['pipes', '|'],
  ] as const) {
    it(`detects ${name} as the delimiter of two short lines`, () => {
      const rows = ['1: id | country', '2: A-1 | DE'];

      expect(read(`id${separator}country\nA-1${separator}DE`)).to.deep.equal(rows);
      expect(read(`id${separator}country\r\nA-1${separator}DE\r\n`)).to.deep.equal(rows);
    });
  }

  it('chooses the delimiter that gives most rows the same width', () => {
    expect(read('id;price\nA-1;3,50\nB-2;4,25')).to.deep.equal(['1: id | price', '2: A-1 | 3,50', '3: B-2 | 4,25']);
    expect(read('A-1;3,50\nB-2;4,25')).to.deep.equal(['1: A-1 | 3,50', '2: B-2 | 4,25']);
    expect(read('Our customers\n\nid;name\nA-1;x\n')).to.deep.equal(['1: Our customers', '3: id | name', '4: A-1 | x']);
  });

  it('reads the delimiter from a sep= line and does not count it as a row', () => {
    expect(read('sep=;\r\nid;note\r\nA-1;x,y\r\n')).to.deep.equal(['2: id | note', '3: A-1 | x,y']);
  });

  it('removes quotes and keeps quoted delimiters', () => {
    expect(read('"A-1","say ""so"", please"\n"B-2","x"')).to.deep.equal(['1: A-1 | say "so", please', '2: B-2 | x']);
  });

  it('numbers rows by the line they start on when a cell contains line breaks', () => {
    expect(read('A-1,"one\r\ntwo\nthree"\nB-2,x')).to.deep.equal(['1: A-1 | one\ntwo\nthree', '4: B-2 | x']);
  });

  it('keeps a delimiter in a one-column list as part of the cell', () => {
    expect(read('A-1\nB-2;x\nC-3\nD-4,y')).to.deep.equal(['1: A-1', '2: B-2;x', '3: C-3', '4: D-4,y']);
  });

  it('fails with the line of an unclosed quote', () => {
    expect(readCsv('A-1,x\nB-2,y\n"C-3,z\nD-4,w\n', rowsMax)).to.deep.equal({
      ok: false,
      failure: { kind: 'unclosed-quote', line: 3 },
    });
  });

  it('fails when there are too many rows, not counting blank ones', () => {
    const lines = Array.from({ length: rowsMax }, (_, index) => `A-${index}`);

    expect(read(lines.join('\n\n'))).to.have.lengthOf(rowsMax);
    expect(read([...lines, 'B-1'].join('\n'))).to.deep.equal(['too-many-rows']);
  });

  it('returns no rows for an empty text', () => {
    expect([read(''), read('\r\n\r\n')]).to.deep.equal([[], []]);
  });
});

const parseCsv = (text: string): readonly string[][] =>
  Papa.parse<string[]>(text, { delimiter: ',' }).data.slice(0, -1);

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
    const cells = parseCsv(toCsv(starts.map((start) => [`${start}cmd|' /C calc'!A0`]))).flat();

    expect(cells).to.deep.equal(starts.map((start) => `'${start}cmd|' /C calc'!A0`));
  });

  it('round-trips every cell through a CSV parser', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[=+\-@\t\r\n",;' ]{1,4}$/));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });

    holds(
      fc.property(table, (rows) => {
        expect(parseCsv(toCsv(rows))).to.deep.equal(rows.map((row) => row.map(escapeFormula)));
      }),
    );
  });
});

describe('csvFile', () => {
  it('starts with a UTF-8 byte order mark', async () => {
    expect([...new Uint8Array(await csvFile([['é']]).arrayBuffer()).slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
  });
});
