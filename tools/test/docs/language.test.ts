// Enforces docs/glossary.md in comments, descriptions, messages, Markdown, test titles and commit subjects.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import ts from 'typescript';
import { rootFolder } from '#tools/lib/paths.ts';

interface Sentence {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Quaint or ambiguous phrases, each with the word to use instead. */
const forbidden: readonly (readonly [phrase: RegExp, use: string])[] = [
  [/\b(?:go|goes|going|went|gone) on\b(?! (?:to|hold))/i, 'continue, resume'],
  [/\b(?:puts?|putting|gives?|takes?|took|taken) (?:\w+ ){0,2}back\b/i, 'redrive, return, roll back'],
  [/\bbr(?:ing|ings|ought) (?:\w+ ){0,2}back\b/i, 'restore'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix, repair'],
  [/\balarms? (?:rings?|rang|rung|ringing)\b|\brang\b/i, 'an alarm fires'],
  [/\b(?:[Aa]new|[Ll]est|[Ww]hoever|[Nn]obody|[Ss]omebody|for ever|dearer)\b/, 'a plain word'],
  [/\bbeside\b/i, 'next to, besides, in addition to'],
  [/\b(?:of its own|an own|by itself)\b/i, 'own, separate, automatically'],
  [/\b(?:if|when|while|where|as|before|once|how|what) one (?:is|has|types|can|must|may|wants|sees|reads)\b/i, 'you'],
  [
    /\b(?:it|this|that|page|log|plan|file|test|table|response|error|message)s? (?:tells?|told|says?|said)\b/i,
    'reports, contains',
  ],
  [/^(?:What|Whoever|Who) [^?]*$/, 'a noun as the subject'],
  [/\blook(?:s|ed|ing)? (?:again|anew)\b/i, 'check, poll'],
];

/** Sentences that are right although a pattern matches, such as quotations. */
const allowed: readonly RegExp[] = [/^Who (?:may|can|is|does)\b/];

const ignored = /(^|\/)(node_modules|dist|plans)\//;

const toPlainText = (text: string): string =>
  text
    .replaceAll(/`[^`]*`|"[^"]*"/g, 'X')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();

function splitSentences(path: string, line: number, text: string): readonly Sentence[] {
  return toPlainText(text)
    .split(/(?<=[.!?:;])\s+(?=[A-Z])/)
    .filter((sentence) => sentence.split(' ').length >= 3)
    .map((sentence) => ({ path, line, text: sentence }));
}

function readTypeScript(path: string, text: string): readonly Sentence[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, readonly Sentence[]>();
  const add = (position: number, content: string): void => {
    const line = source.getLineAndCharacterOfPosition(position).line + 1;
    if (!found.has(position)) found.set(position, splitSentences(path, line, content));
  };
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [])
      add(pos, text.slice(pos, end).replaceAll(/^\/\*+|\*\/$|^\s*\* ?|^\/\/ ?/gm, ''));
    if (isProse(node)) add(node.getStart(source), node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found.values()].flat();
}

/** Test titles, messages and error texts: every string of several words. */
const isProse = (node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral =>
  ts.isStringLiteralLike(node) && / \w+ /.test(node.text) && !ts.isImportDeclaration(node.parent);

function readMarkdown(path: string, text: string): readonly Sentence[] {
  const prose = text.replaceAll(/```[\s\S]*?```|<[^>]+>/g, '').replaceAll('|', ' . ');
  return prose.split(/\n\s*\n/).flatMap((paragraph) => {
    const line = text.slice(0, Math.max(0, text.indexOf(paragraph.slice(0, 40)))).split('\n').length;
    return splitSentences(path, line, paragraph);
  });
}

const readHclProse = (path: string, text: string): readonly Sentence[] =>
  text.split('\n').flatMap((line, index) => {
    const prose = /^\s*#\s?(.*)/.exec(line)?.[1] ?? /(?:description|error_message)\s*=\s*"(.*)"/.exec(line)?.[1];
    return prose ? splitSentences(path, index + 1, prose) : [];
  });

const readers: readonly (readonly [pattern: string, read: typeof readMarkdown])[] = [
  ['{functions,local,tools,frontend}/**/*.{ts,tsx}', readTypeScript],
  ['{*.md,{docs,infra,local,functions,frontend,statemachine}/**/*.md}', readMarkdown],
  ['infra/**/*.{tf,hcl,tfvars}', readHclProse],
];

const readSentences = (): readonly Sentence[] =>
  readers.flatMap(([pattern, read]) =>
    globSync(pattern, { cwd: rootFolder })
      .filter((path) => !ignored.test(path) && !/\.generated\.|docs\/glossary\.md|language\.test\.ts/.test(path))
      .flatMap((path) => read(path, readFileSync(join(rootFolder, path), 'utf8'))),
  );

const findForbidden = ({ path, line, text }: Sentence): readonly string[] =>
  allowed.some((pattern) => pattern.test(text))
    ? []
    : forbidden.filter(([phrase]) => phrase.test(text)).map(([, use]) => `${path}:${line} use ${use}: ${text}`);

describe('the language of the project', () => {
  it('contains no phrase that the glossary replaces', function () {
    this.timeout(300_000);
    const sentences = readSentences();

    expect(sentences).to.have.length.greaterThan(3_000);
    expect(sentences.flatMap(findForbidden)).to.deep.equal([]);
  });

  it('is checked by patterns that find an example of each forbidden phrase', () => {
    const examples = [
      'The import goes on after a reload.',
      'Puts the message back on the bus.',
      'Brings the row back later.',
      'Mend the cause first.',
      'The alarm rings at night.',
      'The page is loaded anew.',
      'Two values stand beside it.',
      'It retries by itself.',
      'Checks while one types quickly.',
      'The log says what happened.',
      'What is stored stays.',
      'It looks again later.',
    ];

    const found = examples.map((text) => findForbidden({ path: 'a', line: 1, text }).length > 0);

    expect(found).to.deep.equal(forbidden.map(() => true));
  });

  it('has commit subjects of at most 72 characters', function () {
    const { status, stdout } = spawnSync('git', ['log', '--format=%s', '83de2e0..HEAD'], {
      cwd: rootFolder,
      encoding: 'utf8',
    });
    if (status !== 0) {
      console.log('SKIPPED: commit subjects are not checked. This checkout has no Git history.');
      this.skip();
    }

    expect(stdout.split('\n').filter((subject) => subject.length > 72)).to.deep.equal([]);
  });
});
