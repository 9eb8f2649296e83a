// The table of settings in docs/deploy.md, from the variables of infra/.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder, infraFolder } from '#tools/lib/paths.ts';

export const deployFile = join(docsFolder, 'deploy.md');

interface Setting {
  readonly name: string;
  readonly description: string;
  readonly value: string;
}

/** Terraform's formatter puts each attribute of a variable on a line of its own, and a brace at the margin behind it. */
export function readSettings(text: string): readonly Setting[] {
  return Array.from(text.matchAll(/^variable "(\w+)" \{\n([\s\S]*?)^\}/gm), ([, name = '', block = '']) => ({
    name,
    description: /^ {2}description = "(.*)"$/m.exec(block)?.[1] ?? '',
    value: defaultOf(block),
  }));
}

function defaultOf(block: string): string {
  const [, value] = /^ {2}default += (.*)$/m.exec(block) ?? [];
  return value ? `\`${value}\`` : 'must be given';
}

function settingsTable(): string {
  const files = globSync('*variables.tf', { cwd: infraFolder }).sort();
  const settings = files.flatMap((file) => readSettings(readFileSync(join(infraFolder, file), 'utf8')));
  const rows = settings
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, description, value }) => `| \`${name}\` | ${value} | ${description.replaceAll('|', '\\|')} |`);
  return ['| setting | default | what it says |', '| --- | --- | --- |', ...rows].join('\n');
}

const begin = '<!-- begin: settings, made by make docs -->';
const end = '<!-- end: settings -->';

/** The page with the table as it should be. */
export function withSettings(page: string): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/deploy.md has no place for the settings: ${begin}`);
  return `${before}${begin}\n\n${settingsTable()}\n\n${end}${after}`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(deployFile, withSettings(readFileSync(deployFile, 'utf8')));
