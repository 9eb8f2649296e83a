import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rootFolder } from '#tools/lib/paths.ts';

const pages = globSync(['*.md', '{docs,infra,local,functions,frontend,statemachine}/**/*.md'], { cwd: rootFolder })
  .filter((path) => !path.includes('node_modules') && !path.includes('/plans/'))
  .map((path) => ({ path, text: readFileSync(join(rootFolder, path), 'utf8') }));

/** Files that the reader, or a command, creates. */
const createdByReader = [
  'docs/verification.md',
  'infra/backend.tf',
  'infra/environments/prod.api-keys.tfvars.json',
  'infra/environments/staging.tfvars',
  'infra/plans/dev.md',
  'infra/terraform.tfstate.d',
];

const withoutBlocks = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '');

const matches = (text: string, pattern: RegExp): readonly string[] =>
  Array.from(text.matchAll(pattern), ([, found]) => String(found));

/** The anchors that GitHub gives to a page's headings. */
function anchorsOf(text: string): readonly string[] {
  return matches(withoutBlocks(text), /^#+ (.+)$/gm).map((heading) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function whyBroken(page: string, link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  const target = file ? join(rootFolder, dirname(page), file) : join(rootFolder, page);
  if (!existsSync(target)) return `${page}: ${link} does not exist`;
  if (anchor === undefined) return undefined;
  return anchorsOf(readFileSync(target, 'utf8')).includes(anchor) ? undefined : `${page}: no heading for ${link}`;
}

/** A link to a folder counts as a link to each page in it. */
function pagesLinkedFrom(path: string): readonly string[] {
  const text = pages.find((page) => page.path === path)?.text ?? '';
  const targets = matches(text, /\]\(([^)\s#]+)/g).map((link) =>
    relative(rootFolder, join(rootFolder, dirname(path), link)),
  );
  return pages.map((page) => page.path).filter((page) => targets.includes(page) || targets.includes(dirname(page)));
}

describe('the Markdown pages', () => {
  it('links only to existing files and headings', () => {
    const links = pages.flatMap(({ path, text }) =>
      matches(withoutBlocks(text), /(?:\]\(|\bsrc(?:set)?=")([^)"\s]+)[)"]/g)
        .filter((link) => !/^(https?|mailto):/.test(link))
        .map((link) => whyBroken(path, link)),
    );

    expect(links.length).to.be.greaterThan(40);
    expect(links.filter((fault) => fault !== undefined)).to.deep.equal([]);
  });

  it('shows every generated picture on some page', () => {
    const shown = pages.flatMap(({ path, text }) =>
      matches(text, /(?:\]\(|\bsrc(?:set)?=")([^)"\s]+\.png)[)"]/g).map((link) => join(dirname(path), link)),
    );
    const made = globSync('docs/**/*.png', { cwd: rootFolder });

    expect(made.length).to.be.greaterThan(40);
    expect(made.filter((picture) => !shown.includes(picture))).to.deep.equal([]);
  });

  it('numbers the decision records consecutively, in file name and heading', () => {
    const decisions = pages
      .filter(({ path }) => path.startsWith('docs/adr/'))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const numbers = decisions.map(({ path, text }) => [
      Number(path.slice(9, 13)),
      Number(/^# (\d+)\./.exec(text)?.[1]),
    ]);

    expect(numbers).to.deep.equal(decisions.map((_, index) => [index + 1, index + 1]));
  });

  it('names only existing files', () => {
    const named = pages.flatMap(({ path, text }) =>
      matches(text, /`((?:docs|infra|local|functions|frontend|statemachine)\/[\w./-]+\.(?:\w+))`/g).map((file) => ({
        path,
        file,
      })),
    );
    const missing = named.filter(({ file }) => !createdByReader.includes(file) && !existsSync(join(rootFolder, file)));

    expect(named.length).to.be.greaterThan(30);
    expect(missing.map(({ path, file }) => `${path}: ${file}`)).to.deep.equal([]);
  });

  it('names only existing make targets', () => {
    const targets = new Set(matches(readFileSync(join(rootFolder, 'Makefile'), 'utf8'), /^([a-z-]+):/gm));
    const named = pages.flatMap(({ path, text }) =>
      matches(text, /(?:`|^|\$\()make (?:-s )?([a-z-]+)/gm).map((target) => ({ path, target })),
    );

    expect(named.length).to.be.greaterThan(15);
    expect(named.filter(({ target }) => !targets.has(target))).to.deep.equal([]);
  });

  it('reaches every page from the README, except folder READMEs', () => {
    const reached = new Set(['README.md']);
    for (const path of reached) for (const page of pagesLinkedFrom(path)) reached.add(page);
    const lost = pages.map(({ path }) => path).filter((path) => !reached.has(path) && !path.endsWith('/README.md'));

    expect(lost).to.deep.equal([]);
  });
});
