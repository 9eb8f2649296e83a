// Writes the Mermaid text of each diagram, and the picture made of it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStateMachine } from '#frontend-build/workflow-graph.ts';
import { readStack } from '#local/stack.ts';
import { architectureText } from './architecture.ts';
import { draw } from './draw.ts';
import { workflowText } from './workflow.ts';

const docsFolder = join(import.meta.dirname, '..');
export const stackFile = join(docsFolder, '../local/stack.json');

export interface Diagram {
  readonly name: string;
  readonly text: string;
}

export function diagrams(): readonly Diagram[] {
  return [
    { name: 'architecture', text: architectureText(readStack(stackFile)) },
    { name: 'workflow', text: workflowText(readStateMachine()) },
  ];
}

export const textFile = (name: string): string => join(docsFolder, 'diagrams', `${name}.mmd`);
export const pictureFile = (name: string): string => join(docsFolder, `${name}.png`);

async function main(): Promise<void> {
  const all = diagrams();
  const pictures = await draw(all.map(({ text }) => text));
  for (const [index, { name, text }] of all.entries()) {
    writeFileSync(textFile(name), text);
    writeFileSync(pictureFile(name), pictures[index] ?? '');
  }
}

if (process.argv[1] === import.meta.filename) await main();
