import { createInterface } from 'node:readline/promises';
import { UserError } from '#tools/lib/user-error.ts';

export type Ask = (question: string, wanted: string) => Promise<void>;

/** Goes on when the person types `wanted`, or said AUTO=1 beforehand. */
export const ask: Ask = async (question, wanted) => {
  if (process.env['AUTO'] === '1') return;
  if (!process.stdin.isTTY) throw new UserError('Nobody can be asked here. Say AUTO=1 to go on without being asked.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`${question} Type ${wanted} to go on: `);
    if (answer.trim() !== wanted) throw new UserError('Nothing was changed.');
  } finally {
    terminal.close();
  }
};
