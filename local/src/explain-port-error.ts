import { StartError } from './start-error.ts';

/** Starts a server, and says in words when its port cannot be had. */
export async function onPort<Server>(variable: string, port: number, start: () => Promise<Server>): Promise<Server> {
  try {
    return await start();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? reasons.get(cause.code) : undefined;
    if (reason === undefined) throw cause;
    const advice = `Choose another with ${variable} (in the environment or in .env).`;
    throw new StartError(`Port ${port} ${reason}. ${advice}`, { cause });
  }
}

const reasons = new Map<unknown, string>([
  ['EADDRINUSE', 'is taken by another program'],
  ['EACCES', 'may not be used by this user'],
]);
