import { createInterface } from 'node:readline/promises';
import { UserError } from '#tools/lib/user-error.ts';

export type Confirm = (question: string, expected: string) => Promise<void>;

/** Resolves when the user types `expected`, or when AUTO=1 is set. */
export const confirm: Confirm = async (question, expected) => {
  if (process.env['AUTO'] === '1') return;
  if (!process.stdin.isTTY) throw new UserError('Not an interactive terminal. Set AUTO=1 to skip the confirmation.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const input = await terminal.question(`${question} Type ${expected} to continue: `);
    if (input.trim() !== expected) throw new UserError('Cancelled. Nothing was changed.');
  } finally {
    terminal.close();
  }
};
