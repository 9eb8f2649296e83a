import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkColumn, detectColumns } from '#features/import/columns.ts';
import { checkText, decodeText } from '#lib/decode-text.ts';
import type { Result } from '#lib/domain.ts';
import { readCsv } from '#lib/read-csv.ts';

/** The preview of a file. Counts of zero and remarks that do not apply are left out. */
interface Reading {
  readonly column?: string;
  readonly ids?: readonly string[];
  readonly invalid?: Readonly<Record<number, string>>;
  readonly repeated?: number;
  readonly withoutId?: number;
  readonly rounded?: number;
  readonly isGuess?: true;
  readonly asksAbout?: string;
  readonly rowsAboveHeader?: number;
  readonly isHeaderShort?: true;
  readonly fault?: unknown;
}

function readText(text: Result<string, string>): Reading {
  if (!text.ok) return { fault: text.failure };
  const rows = readCsv(text.value, 1_000);
  if (!rows.ok) return { fault: rows.failure };
  const { columns, hasHeader, likely, isGuess, rowsAboveHeader, isHeaderShort } = detectColumns(rows.value);
  const { toSubmit, invalid, ...counts } = checkColumn(rows.value, { column: likely, hasHeader });
  const { name, unclearCell } = columns[likely] ?? {};
  const positive = Object.entries({ ...counts, rowsAboveHeader }).filter(([, count]) => count > 0);
  return {
    ...(name !== undefined && { column: name }),
    ids: toSubmit.map(({ id }) => id),
    ...(invalid.length > 0 && { invalid: Object.fromEntries(invalid.map(({ line, fault }) => [line, fault.kind])) }),
    ...Object.fromEntries(positive),
    ...(isGuess && { isGuess }),
    ...(isHeaderShort && { isHeaderShort }),
    ...(unclearCell && { asksAbout: unclearCell.text }),
  };
}

const readFile = (name: string): Reading =>
  readText(decodeText(new Uint8Array(readFileSync(new URL(`cases/${name}.csv`, import.meta.url)))));

const ids = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `BUG-${prefix}${index + 1}`);

const column = 'customer_id';

/** Files from public bug reports of other importers, by content. */
const files: Readonly<Record<string, { readonly title: string; readonly reads: Reading }>> = {
  'bom-before-header': {
    title: 'knows the first column after a byte order mark',
    reads: { column: 'Customer ID', ids: ids('A010', 2) },
  },
  'bom-without-header': { title: 'keeps the first ID after a byte order mark', reads: { ids: ids('A020', 2) } },
  'utf16-with-bom': { title: 'reads UTF-16 with tabs', reads: { column, ids: ids('A030', 2) } },
  'utf16-without-bom': { title: 'reads UTF-16 without a byte order mark', reads: { column, ids: ids('A031', 2) } },
  'sep-line': { title: 'honors a sep= line', reads: { column, ids: ids('A050', 2) } },
  'sep-line-quoted': { title: 'honors a quoted sep= line', reads: { column, ids: ids('A051', 2) } },
  'cr-line-ends': { title: 'splits lines at CR', reads: { column, ids: ids('A060', 3) } },
  'lf-cr-line-ends': { title: 'splits lines at LF CR', reads: { column, ids: ids('A272', 2) } },
  'line-separators': { title: 'splits lines at U+2028', reads: { ids: ids('A270', 3) } },
  'nel-line-ends': { title: 'splits lines at U+0085', reads: { ids: ids('A271', 3) } },
  'leading-zeros': { title: 'keeps leading zeros', reads: { column, ids: ['00123', '000124', '123', '00125'] } },
  'formula-text': { title: 'unwraps ="00123"', reads: { column, ids: ['00223', '00224', 'BUG-A0803'] } },
  'leading-apostrophes': { title: 'removes a leading apostrophe', reads: { column, ids: ['00323', 'BUG-A0902'] } },
  rounded: {
    title: 'reports IDs of more than 15 digits that end in zeros',
    reads: { column, ids: ['1914310000010100000', '1914310000010200000'], rounded: 2 },
  },
  decimals: {
    title: 'rejects decimals and thousands separators with a reason of their own',
    reads: {
      column,
      ids: [],
      invalid: { 2: 'reformatted', 3: 'reformatted', 4: 'reformatted', 5: 'reformatted', 6: 'reformatted' },
    },
  },
  'invisible-characters': {
    title: 'trims invisible characters at the ends and rejects them inside an ID',
    reads: { column, ids: ids('A120', 8), invalid: { 10: 'wrong-character' } },
  },
  dashes: {
    title: 'rejects typographic dashes',
    reads: {
      column,
      ids: ['BUG-A1305'],
      invalid: { 2: 'wrong-character', 3: 'wrong-character', 4: 'wrong-character', 5: 'wrong-character' },
    },
  },
  fullwidth: {
    title: 'rejects full-width letters',
    reads: { column, ids: ['BUG-A1312'], invalid: { 2: 'wrong-character' } },
  },
  'two-id-columns': {
    title: 'chooses the one of two columns named id that contains IDs, as a guess',
    reads: { column: 'id', ids: ids('A150', 2), isGuess: true },
  },
  'two-customer-id-columns': {
    title: 'guesses when two columns are named customer_id',
    reads: { column, ids: ids('A151', 2), isGuess: true },
  },
  'title-above-header': {
    title: 'finds the header below a title',
    reads: { column: 'Customer ID', ids: ids('A170', 2), rowsAboveHeader: 1 },
  },
  'blank-rows-above-header': {
    title: 'finds the header below blank rows',
    reads: { column: 'Customer ID', ids: ids('A171', 2) },
  },
  'comments-above-header': {
    title: 'finds the header below comments',
    reads: { column, ids: ids('A260', 2), rowsAboveHeader: 2 },
  },
  'total-below': {
    title: 'rejects the label of a total, which has the format of an ID',
    reads: { column: 'Customer ID', ids: ids('A172', 2), invalid: { 4: 'placeholder' } },
  },
  'unclosed-quote': { title: 'refuses an unclosed quote', reads: { fault: { kind: 'unclosed-quote', line: 3 } } },
  'curly-closing-quote': {
    title: 'refuses a quote that is closed by a typographic quote and swallows rows',
    reads: { fault: { kind: 'misplaced-quote', line: 2 } },
  },
  'text-after-quote': {
    title: 'refuses text after a closing quote',
    reads: { fault: { kind: 'misplaced-quote', line: 4 } },
  },
  'inch-marks': { title: 'keeps a quote inside a cell', reads: { column, ids: ids('A181', 3) } },
  'backslash-quotes': { title: 'reads backslash quotes within a line', reads: { column, ids: ids('A183', 2) } },
  'single-quotes': { title: 'unwraps single quotes', reads: { column, ids: ids('A185', 2) } },
  gzip: { title: 'names a gzip file', reads: { fault: 'zip' } },
  'zip-archive': { title: 'names a zip archive', reads: { fault: 'zip' } },
  'empty-zip': { title: 'names an empty zip archive', reads: { fault: 'zip' } },
  workbook: { title: 'names a workbook', reads: { fault: 'spreadsheet' } },
  'web-page': { title: 'names a web page', reads: { fault: 'web-page' } },
  pdf: { title: 'names a PDF', reads: { fault: 'pdf' } },
  'json-object': { title: 'names a JSON object', reads: { fault: 'json' } },
  'json-array': { title: 'names a JSON array', reads: { fault: 'json' } },
  image: { title: 'refuses an image', reads: { fault: 'not-text' } },
  utf32: { title: 'refuses UTF-32', reads: { fault: 'not-text' } },
  nul: { title: 'refuses NUL characters', reads: { fault: 'not-text' } },
  'ctrl-z': { title: 'ignores the Ctrl-Z that ends a DOS file', reads: { column, ids: ids('A220', 2) } },
  'blanks-around-cells': { title: 'trims blanks around cells', reads: { column, ids: ids('A210', 2) } },
  'blanks-before-quotes': { title: 'accepts blanks before a quote', reads: { column, ids: ids('A211', 2) } },
  'several-ids-in-cells': {
    title: 'rejects several IDs in one cell with a reason of their own',
    reads: { column, ids: ['BUG-A2307'], invalid: { 2: 'several-ids', 4: 'several-ids', 5: 'several-ids' } },
  },
  'markdown-table': { title: 'reads a Markdown table', reads: { column, ids: ids('A240', 2) } },
  'trailing-delimiters': {
    title: 'ignores blank rows and columns at the end',
    reads: { column, ids: ids('A250', 2) },
  },
  'decimal-commas': {
    title: 'detects semicolons in a file with decimal commas',
    reads: { column, ids: ids('A300', 3) },
  },
  'semicolons-in-notes': {
    title: 'detects commas in a file with semicolons in cells',
    reads: { column, ids: ids('A301', 3) },
  },
  'header-shorter-than-rows': {
    title: 'reports a header that is shorter than the rows, and guesses the column',
    reads: { column: 'Customer ID', ids: ids('A302', 3), isGuess: true, isHeaderShort: true },
  },
  'case-repeats': { title: 'counts IDs in other case as repeated', reads: { column, ids: ['BUG-A3101'], repeated: 2 } },
  'row-index': { title: 'ignores an unnamed row index', reads: { column, ids: ids('A320', 3) } },
  'row-index-without-header': {
    title: 'guesses the column with IDs next to a row index',
    reads: { ids: ids('A321', 3), isGuess: true },
  },
  'mixed-encodings': { title: 'reads IDs next to damaged names', reads: { column, ids: ids('A330', 2) } },
  'spreadsheet-errors': {
    title: 'rejects placeholders and error values with a reason of their own',
    reads: {
      column,
      ids: ['10044'],
      invalid: {
        2: 'wrong-character',
        3: 'wrong-character',
        5: 'placeholder',
        6: 'placeholder',
        7: 'placeholder',
        8: 'placeholder',
      },
    },
  },
};

describe('Reading a file from a public bug report', () => {
  for (const [name, { title, reads }] of Object.entries(files)) {
    it(`${title} (${name}.csv)`, () => {
      expect(readFile(name)).to.deep.equal(reads);
    });
  }

  it('reads very long cells', () => {
    const text = `customer_id,note\nCUST-1,${'x'.repeat(2_000_000)}\n${'A'.repeat(1_000_000)},ok\n`;

    expect(readText(checkText(text))).to.deep.equal({ column, ids: ['CUST-1'], invalid: { 3: 'too-long' } });
  });
});

const asText = (...lines: readonly string[]): Reading => readText(checkText(lines.join('\n')));

describe('Reading other dialects', () => {
  it('reads the output of a database shell, and rejects its footer', () => {
    expect(
      asText(' customer_id | name ', '-------------+------', ' CUST-1      | Ann', ' CUST-2      | Bo', '(2 rows)'),
    ).to.deep.equal({ column, ids: ['CUST-1', 'CUST-2'], invalid: { 5: 'wrong-character' } });
  });

  it('reads a report with bars at both ends of each line and rulers between', () => {
    expect(
      asText('-----------------', '|Kunde  |Name |', '-----------------', '|0001234|Ann  |', '|0001235|Bo   |'),
    ).to.deep.equal({ column: 'Kunde', ids: ['0001234', '0001235'], isGuess: true });
  });

  it('guesses the column with IDs when unnamed row numbers move the cells to the right', () => {
    expect(asText('"customer_id","name"', '"1","CUST-1","Ann"', '"2","CUST-2","Bo"')).to.deep.equal({
      column: 'name',
      ids: ['CUST-1', 'CUST-2'],
      isGuess: true,
      isHeaderShort: true,
    });
  });

  it('reads a list from a query, in quotes and with a comma after each line', () => {
    expect(asText("'CUST-1',", "'CUST-2',", "'CUST-3'")).to.deep.equal({ ids: ['CUST-1', 'CUST-2', 'CUST-3'] });
  });

  it('reads one line of several IDs as a list', () => {
    const list = { ids: ['CUST-1', 'CUST-2', 'CUST-3'] };

    expect(asText('"CUST-1", "CUST-2", "CUST-3"')).to.deep.equal(list);
    expect(asText('CUST-1;CUST-2, CUST-3')).to.deep.equal(list);
    expect(asText('CUST-1\tCUST-2\tCUST-3')).to.deep.equal(list);
  });

  it('reads one line with an ID and a word as a row', () => {
    expect(asText('CUST-1,Ann')).to.deep.equal({ ids: ['CUST-1'], isGuess: true });
  });

  it('rejects the header of a second file that was appended', () => {
    expect(asText('customer_id,name', 'CUST-1,Ann', '\uFEFFcustomer_id,name', 'CUST-2,Bo')).to.deep.equal({
      column,
      ids: ['CUST-1', 'CUST-2'],
      invalid: { 3: 'column-name' },
    });
  });

  it('rejects rows that a thousands separator made wider than the header', () => {
    expect(asText('amount,customer_id', '950,CUST-1', '1,250,CUST-2', '20,CUST-3')).to.deep.equal({
      column,
      ids: ['CUST-1', 'CUST-3'],
      invalid: { 3: 'row-width' },
    });
  });

  it('reports that thousands separators made most rows wider than the header, and rejects the others', () => {
    expect(asText('amount,customer_id', '1,950,CUST-1', '1,250,CUST-2', '20,CUST-3')).to.deep.equal({
      ids: ['CUST-1', 'CUST-2'],
      invalid: { 4: 'row-width' },
      isGuess: true,
      isHeaderShort: true,
    });
  });

  it('refuses a quote that closes in a later row, even where the parser finds no fault', () => {
    expect(asText('customer_id,note', 'CUST-1,"open', 'CUST-2,ok', 'CUST-3,closed"', 'CUST-4,ok')).to.deep.equal({
      fault: { kind: 'misplaced-quote', line: 2 },
    });
  });

  it('reads addresses that span lines', () => {
    expect(
      asText('customer_id,address', 'CUST-1,"1 Main St', 'Springfield, 62701"', 'CUST-2,"2 Oak St', 'Rome"'),
    ).to.deep.equal({ column, ids: ['CUST-1', 'CUST-2'] });
  });

  it('rejects missing values and scientific notation of a data frame', () => {
    expect(asText('Unnamed: 0,customer_id', '0,1.91431E+18', '1,NaN', '2,', '3,CUST-4')).to.deep.equal({
      column,
      ids: ['CUST-4'],
      invalid: { 2: 'reformatted', 3: 'placeholder' },
      withoutId: 1,
    });
  });

  it('does not call one long number among others rounded', () => {
    expect(asText('customer_id', '1914310000010123456', '1914310000010123457', '1914310000010100000')).to.deep.equal({
      column,
      ids: ['1914310000010123456', '1914310000010123457', '1914310000010100000'],
    });
  });

  it('asks whether the first cell of a list is an ID when it looks unlike the others', () => {
    expect(asText('Members', 'CUST-1', 'CUST-2')).to.deep.equal({
      column: 'Members',
      ids: ['CUST-1', 'CUST-2'],
      asksAbout: 'Members',
    });
  });

  it('does not take the first row for a header when an ID stands above IDs', () => {
    expect(asText('CUST-1,n/a', 'CUST-2,5', 'CUST-3,6')).to.deep.equal({
      ids: ['CUST-1', 'CUST-2', 'CUST-3'],
      isGuess: true,
    });
  });

  it('names pasted JSON, one document or one per line', () => {
    expect([asText('["CUST-1","CUST-2"]'), asText('{"id":"CUST-1"}', '{"id":"CUST-2"}')]).to.deep.equal([
      { fault: 'json' },
      { fault: 'json' },
    ]);
  });
});
