import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { analyse } from 'scslre';
import ts from 'typescript';
import { rootFolder } from '#tools/lib/paths.ts';

const linesMax = 40;

const sourceFiles = globSync('{functions,local,tools,frontend,infra}/**/*.{ts,tsx,js,cts,cjs}', {
  cwd: rootFolder,
  exclude: (path) => /(^|\/)(node_modules|dist|test)$/.test(path),
});
const isGenerated = (path: string): boolean => path.endsWith('.d.ts') || path.includes('.generated.');

function parse(path: string, text: string): ts.SourceFile {
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return ts.createSourceFile(path, text, options);
}

function listNodes(source: ts.SourceFile): readonly ts.Node[] {
  const nodes: ts.Node[] = [source];
  // Iterating an array also visits entries added during the iteration.
  for (const node of nodes) ts.forEachChild(node, (child) => void nodes.push(child));
  return nodes;
}

/** Counts from the first to the last line. Biome's rule omits the signature, comments and multi-line templates. */
function listLongFunctions(source: ts.SourceFile): readonly string[] {
  const lines = source.text.split('\n');
  return listNodes(source).flatMap((node) => {
    if (!ts.isFunctionLike(node) || !('body' in node && node.body)) return [];
    const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
    const last = source.getLineAndCharacterOfPosition(node.end).line;
    const length = lines.slice(first, last + 1).filter((line) => line.trim() !== '').length;
    return length > linesMax ? [`${source.fileName}:${first + 1} has ${length} lines`] : [];
  });
}

const listRegularExpressions = (source: ts.SourceFile): readonly string[] =>
  listNodes(source).flatMap((node) => (ts.isRegularExpressionLiteral(node) ? [node.text] : []));

/** The `pattern` of every schema in the API's contract, which the validators compile. */
function listPatterns(value: unknown): readonly string[] {
  if (!(value instanceof Object)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'pattern' && typeof member === 'string' ? [String(new RegExp(member, 'u'))] : listPatterns(member),
  );
}

/** Whether its time can grow faster than the length of a text that does not match. */
function isSuperLinear(literal: string): boolean {
  const end = literal.lastIndexOf('/');
  return analyse({ source: literal.slice(1, end), flags: literal.slice(end + 1) }).reports.length > 0;
}

describe('the sources', function () {
  this.timeout(600_000);
  let sources: readonly ts.SourceFile[] = [];
  before(() => {
    sources = sourceFiles.map((path) => parse(path, readFileSync(join(rootFolder, path), 'utf8')));
  });

  it(`contain no function of more than ${linesMax} lines, not counting blank lines`, () => {
    const written = sources.filter(({ fileName }) => !isGenerated(fileName) && /\.tsx?$/.test(fileName));

    expect(written).to.have.length.greaterThan(300);
    expect(written.flatMap(listLongFunctions)).to.deep.equal([]);
  });

  it('contain no regular expression whose time grows faster than its input', () => {
    const contract: unknown = JSON.parse(readFileSync(join(rootFolder, 'infra/modules/api/openapi.json'), 'utf8'));
    const literals = new Set([...sources.flatMap(listRegularExpressions), ...listPatterns(contract)]);

    expect(literals).to.have.property('size').greaterThan(100);
    expect([...literals].filter(isSuperLinear)).to.deep.equal([]);
  });

  it('are measured by rules that find a long function and a super-linear regular expression', () => {
    const body = Array.from({ length: linesMax }, (_, line) => `  call(${line});`).join('\n');
    const slow = ['/^(a+)+$/', '/[ \\t]*("[^"]*")?[ \\t]*(,|$)/y', '/ +$/'];
    const source = parse('a.ts', `function tooLong() {\n${body}\n}\nconst slow = [${slow}, /^a+$/];\n`);

    expect(listLongFunctions(source)).to.deep.equal([`a.ts:1 has ${linesMax + 2} lines`]);
    expect(listRegularExpressions(source).filter(isSuperLinear)).to.deep.equal(slow);
  });
});
