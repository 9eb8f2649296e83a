import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import ts from 'typescript';
import { rootFolder } from '#tools/lib/paths.ts';

const linesMax = 40;

const sourceFiles = globSync('{functions,local,tools,frontend}/**/*.{ts,tsx}', {
  cwd: rootFolder,
  exclude: (path) => /(^|\/)(node_modules|dist|test)$/.test(path),
}).filter((path) => !path.endsWith('.d.ts') && !path.includes('.generated.'));

/** Counts from the first to the last line. Biome's rule omits the signature, comments and multi-line templates. */
function listLongFunctions(path: string, text: string): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const long: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      const length = lines.slice(first, last + 1).filter((line) => line.trim() !== '').length;
      if (length > linesMax) long.push(`${path}:${first + 1} has ${length} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return long;
}

describe('every function outside tests', () => {
  it(`has at most ${linesMax} lines, not counting blank lines`, () => {
    const long = sourceFiles.flatMap((path) => listLongFunctions(path, readFileSync(join(rootFolder, path), 'utf8')));

    expect(sourceFiles).to.have.length.greaterThan(300);
    expect(long).to.deep.equal([]);
  });

  it('is measured by a rule that finds a function that is too long', () => {
    const body = Array.from({ length: linesMax }, (_, line) => `  call(${line});`).join('\n');

    expect(listLongFunctions('a.ts', `function tooLong() {\n${body}\n}\n`)).to.deep.equal([
      `a.ts:1 has ${linesMax + 2} lines`,
    ]);
  });
});
