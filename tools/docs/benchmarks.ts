// docs/benchmarks.md: each benchmark prints its section, and puts it in the place of the one it wrote before.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { docsFolder } from '#tools/lib/paths.ts';
import { type Figure, figureTable } from './benchmark-table.ts';

const file = join(docsFolder, 'benchmarks.md');

/** Others at work on the machine before the benchmark was: what a reader of slow figures wants to know first. */
const [loadBefore = 0] = loadavg();

const head = `# Benchmarks

What \`make bench\` measured, beside what is promised. Each section is written by the command that stands in it, the verdicts
too. No check fails on a speed, because machines differ: run the command on yours.
`;

export interface Section {
  readonly title: string;
  readonly command: string;
  /** What is measured and how, in whole sentences. */
  readonly text: string;
  readonly figures: readonly Figure[];
  /** Versions that matter beside that of Node. */
  readonly versions?: readonly string[];
}

/** Prints a section and keeps it. */
export function report(section: Section): void {
  const text = sectionText(section);
  process.stdout.write(`\n${text}\n`);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : head;
  writeFileSync(file, withSection(before, section.title, text));
}

function sectionText({ title, command, text, figures, versions = [] }: Section): string {
  const { length: cores, 0: first } = cpus();
  const machine = [
    `${cores} cores (${first?.model ?? 'unknown'}) with a load of ${loadBefore.toFixed(1)} before`,
    `Node ${process.version}`,
    ...versions,
  ].join(', ');
  const date = new Date().toISOString().slice(0, 10);
  return `## ${title}\n\n\`${command}\`, ${date}, ${machine}.\n\n${text}\n\n${figureTable(figures)}\n`;
}

/** The page with this section in the place of the one of the same title, or at its end. */
export function withSection(page: string, title: string, text: string): string {
  const [, ...sections] = page.split(/^(?=## )/m).map((part) => part.trim());
  const at = sections.findIndex((section) => section.startsWith(`## ${title}\n`));
  const kept = at === -1 ? [...sections, text.trim()] : sections.with(at, text.trim());
  return `${[head.trim(), ...kept].join('\n\n')}\n`;
}
