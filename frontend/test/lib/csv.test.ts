import { parseString } from '@fast-csv/parse';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import Papa from 'papaparse';
import { csvFile, toCsv } from '#lib/csv.ts';
import { readCsv, splitPastedList } from '#lib/read-csv.ts';
import { isBlank } from '#lib/table.ts';
import { eventuallyHolds, holds } from '#support/functions/property.ts';

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

  it('reads several IDs on a line of a pasted list, but no column of a pasted table, as rows', () => {
    const paste = (text: string) => {
      const rows = readCsv(text, 10);
      return rows.ok ? splitPastedList(rows.value).map(({ line, cells }) => [line, ...cells]) : [];
    };

    expect(paste('PA-001\nPA-002, PA-003\nPA-004')).to.deep.equal([
      [1, 'PA-001'],
      [2, 'PA-002'],
      [2, 'PA-003'],
      [3, 'PA-004'],
    ]);
    expect(paste('PA-001\tDE\nPA-002\tFR')).to.deep.equal([
      [1, 'PA-001', 'DE'],
      [2, 'PA-002', 'FR'],
    ]);
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

const signs = [...'=+-@＝＋－＠﹢﹣﹦﹫'];
const delimiters = [',', ';', '\t', '|'] as const;

/** Splits at every delimiter and line break, even inside quotes, as a program does that misreads the quotes. */
const splitCarelessly = (text: string, delimiter: string): readonly string[] =>
  text.split(/\r\n|\r|\n/).flatMap((line) => line.split(delimiter));

/** Honors a quote only at the start of a cell, as spreadsheets do. */
const splitLikePapa = (text: string, delimiter: string): readonly string[] =>
  Papa.parse<string[]>(text, { delimiter }).data.flat();

const readFastCsv = (text: string): Promise<unknown> => parseString(text).toArray();

const startsFormula = (cell: string): boolean => signs.includes(cell.replace(/^[\s"\p{Cc}\p{Cf}]*/u, '').charAt(0));

const hostileCell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[=+\-@\t\r\n,;|"'ax ＝]{0,12}$/),
  fc.constantFrom("x;=cmd|' /C calc'!A0", 'y\t=1+1', '";=1', "a;'=1", "a;''=1", "' '=1", '-1'),
);

describe('toCsv', function () {
  this.timeout(120_000);

  it('quotes delimiters, quotes and line breaks, and ends each row with CRLF', () => {
    expect(toCsv([['a,b', 'say "so"', 'two\nlines', 'plain', 'a;b', 'a\tb'], ['\u00a0x']])).to.equal(
      '"a,b","say ""so""","two\nlines",plain,"a;b","a\tb"\r\n"\u00a0x"\r\n',
    );
  });

  it('leaves IDs and ordinary text unchanged', () => {
    expect(toCsv([['CUST-001', 'a_b', 'A - B', 'x=1', 'ann@example.com']])).to.equal(
      'CUST-001,a_b,A - B,x=1,ann@example.com\r\n',
    );
  });

  it('puts an apostrophe before a formula that a reader splitting at ; or TAB would run', () => {
    expect(toCsv([["x;=cmd|' /C calc'!A0", 'y\t=1+1', '=1', ' @x']])).to.equal(
      `"x;'=cmd|' /C calc'!A0","y\t'=1+1","'=1"," '@x"\r\n`,
    );
  });

  it('contains no formula for readers that split at a comma, semicolon, TAB or bar', () => {
    holds(
      fc.property(fc.array(fc.array(hostileCell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const text = toCsv(rows);
        const cells = delimiters.flatMap((delimiter) => [
          ...splitCarelessly(text, delimiter),
          ...splitLikePapa(text, delimiter),
        ]);
        expect(cells.filter(startsFormula)).to.deep.equal([]);
      }),
    );
  });

  it('yields the same cells, and no formula, in three independent readers', async () => {
    const row = fc.tuple(hostileCell, hostileCell, hostileCell);
    await eventuallyHolds(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const text = toCsv([['customer_id', 'outcome', 'reason'], ...rows]);
        const [expected, ...others] = [
          Papa.parse<string[]>(text.slice(0, -2)).data,
          parse(text),
          await readFastCsv(text),
        ];

        expect(expected).to.have.lengthOf(1 + rows.length);
        expect(expected?.flat().filter(startsFormula)).to.deep.equal([]);
        for (const read of others) expect(read).to.deep.equal(expected);
      }),
    );
  });

  it('exports CSV that the import reads back cell by cell', () => {
    const header = ['customer_id', 'outcome', 'reason'];
    const row = fc.tuple(hostileCell, hostileCell, hostileCell);
    holds(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const filled = rows.filter((cells) => !isBlank(cells));
        const read = readCsv(toCsv([header, ...filled]), 100);

        const lineBreaksAsRead = filled.map((cells) => cells.map((cell) => cell.replace(/\r\n?/g, '\n')));
        expect(read.ok ? read.value.map(({ cells }) => cells) : read).to.deep.equal([header, ...lineBreaksAsRead]);
      }),
    );
  });
});

describe('csvFile', () => {
  it('starts with a UTF-8 byte order mark', async () => {
    expect([...new Uint8Array(await csvFile([['é']]).arrayBuffer()).slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
  });
});
