import { StartError } from '#local/start-error.ts';

/** Something that the person at the keyboard can put right. Its message is shown as it is, without a stack trace. */
export class Obstacle extends Error {
  override readonly name = 'Obstacle';
}

/** Runs a command: an obstacle is told in its own words, a defect with its stack. */
export function runCommand(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    const text =
      error instanceof Obstacle || error instanceof StartError
        ? error.message
        : error instanceof Error
          ? error.stack
          : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  });
}
