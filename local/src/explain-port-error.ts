import { StartError } from './start-error.ts';

/** Starts a server and turns a port conflict into a StartError. */
export async function explainPortError<Server>(
  variable: string,
  port: number,
  start: () => Promise<Server>,
): Promise<Server> {
  try {
    return await start();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? reasons.get(cause.code) : undefined;
    if (reason === undefined) throw cause;
    const advice = `Set ${variable} to another port (in the environment or in .env).`;
    throw new StartError(`Port ${port} ${reason}. ${advice}`, { cause });
  }
}

const reasons = new Map<unknown, string>([
  ['EADDRINUSE', 'is already in use'],
  ['EACCES', 'requires more privileges'],
]);
