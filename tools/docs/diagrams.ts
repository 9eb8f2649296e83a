// Writes the Mermaid text of each diagram and renders it to PNG.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStateMachine } from '#frontend-vite/workflow-graph.ts';
import { docsFolder } from '#tools/lib/paths.ts';
import { readStack } from '#tools/lib/stack.ts';
import { architectureText } from './architecture.ts';
import { readText } from './png-text.ts';
import { renderMermaid, sourceHash } from './render-mermaid.ts';
import { workflowText } from './workflow.ts';

export interface Diagram {
  readonly name: string;
  readonly text: string;
}

export function diagrams(): readonly Diagram[] {
  return [
    { name: 'architecture', text: architectureText(readStack()) },
    { name: 'workflow', text: workflowText(readStateMachine()) },
  ];
}

export const textFile = (name: string): string => join(docsFolder, 'diagrams', `${name}.mmd`);
export const pictureFile = (name: string): string => join(docsFolder, `${name}.png`);

/** The same text does not always render to the same bytes, so an up-to-date picture is kept. */
const isDrawn = ({ name, text }: Diagram): boolean =>
  existsSync(pictureFile(name)) && readText(readFileSync(pictureFile(name))) === sourceHash(text);

async function main(): Promise<void> {
  const all = diagrams();
  for (const { name, text } of all) writeFileSync(textFile(name), text);
  const stale = all.filter((diagram) => !isDrawn(diagram));
  const pictures = await renderMermaid(stale.map(({ text }) => text));
  for (const [index, { name }] of stale.entries()) writeFileSync(pictureFile(name), pictures[index] ?? '');
}

if (process.argv[1] === import.meta.filename) await main();
