/** An error the user can fix. Only its message is printed, without a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Runs a command, prints its error and sets the exit code. */
export function runCommand(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    const text = error instanceof UserError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  });
}
