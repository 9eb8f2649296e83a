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
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const reason = reasons.get(cause.code);
    if (reason === undefined) throw cause;
    const advice = `Set ${variable} to another port (in the environment or in .env).`;
    const place =
      'address' in cause && cause.address === '::1' ? ' on ::1, which browsers try first for localhost' : '';
    throw new StartError(`Port ${port} ${reason}${place}. ${advice}`, { cause });
  }
}

const reasons = new Map<unknown, string>([
  ['EADDRINUSE', 'is already in use'],
  ['EACCES', 'requires more privileges'],
]);
