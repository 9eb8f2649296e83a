import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readCsv } from '#lib/read-csv.ts';

const rowsMax = 1_000;

/** The rows as `line: cell | cell`. */
function read(text: string): readonly string[] {
  const rows = readCsv(text, rowsMax);
  return rows.ok ? rows.value.map(({ line, cells }) => `${line}: ${cells.join(' | ')}`) : [rows.failure.kind];
}

describe('A CSV text', () => {
  it('keeps leading zeros', () => {
    expect(read('id,country\n000123,DE')).to.deep.equal(['1: id | country', '2: 000123 | DE']);
  });

  it('may end its lines as any system does, and have empty ones', () => {
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
    ['bars', '|'],
  ] as const) {
    it(`may separate its cells by ${name}, however short it is`, () => {
      const rows = ['1: id | country', '2: A-1 | DE'];

      expect(read(`id${separator}country\nA-1${separator}DE`)).to.deep.equal(rows);
      expect(read(`id${separator}country\r\nA-1${separator}DE\r\n`)).to.deep.equal(rows);
    });
  }

  it('is separated by what makes rows of one width, although a cell has a comma, or a row too few', () => {
    expect(read('id;price\nA-1;3,50\nB-2;4,25')).to.deep.equal(['1: id | price', '2: A-1 | 3,50', '3: B-2 | 4,25']);
    expect(read('A-1;3,50\nB-2;4,25')).to.deep.equal(['1: A-1 | 3,50', '2: B-2 | 4,25']);
    expect(read('Our customers\n\nid;name\nA-1;x\n')).to.deep.equal(['1: Our customers', '3: id | name', '4: A-1 | x']);
  });

  it('may say itself what separates its cells, in a line that is no row', () => {
    expect(read('sep=;\r\nid;note\r\nA-1;x,y\r\n')).to.deep.equal(['2: id | note', '3: A-1 | x,y']);
  });

  it('takes quotes away and keeps what they protect', () => {
    expect(read('"A-1","say ""so"", please"\n"B-2","x"')).to.deep.equal(['1: A-1 | say "so", please', '2: B-2 | x']);
  });

  it('counts the lines of the file although a cell has several', () => {
    expect(read('A-1,"one\r\ntwo\nthree"\nB-2,x')).to.deep.equal(['1: A-1 | one\ntwo\nthree', '4: B-2 | x']);
  });

  it('shows a separator in a list of one column as part of its cell', () => {
    expect(read('A-1\nB-2;x\nC-3\nD-4,y')).to.deep.equal(['1: A-1', '2: B-2;x', '3: C-3', '4: D-4,y']);
  });

  it('is refused with the line of a quote that is never closed', () => {
    expect(readCsv('A-1,x\nB-2,y\n"C-3,z\nD-4,w\n', rowsMax)).to.deep.equal({
      ok: false,
      failure: { kind: 'unclosed-quote', line: 3 },
    });
  });

  it('is refused when it has too many rows, of which empty ones are none', () => {
    const lines = Array.from({ length: rowsMax }, (_, index) => `A-${index}`);

    expect(read(lines.join('\n\n'))).to.have.lengthOf(rowsMax);
    expect(read([...lines, 'B-1'].join('\n'))).to.deep.equal(['too-many-rows']);
  });

  it('has no rows when it is empty', () => {
    expect([read(''), read('\r\n\r\n')]).to.deep.equal([[], []]);
  });
});
