import { StartError } from './start-error.ts';

const OLDEST = [22, 12] as const;

/** The functions run on Node 22, so the local AWS does too. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new StartError(
    `The local AWS needs Node ${OLDEST.join('.')} or newer, and this is ${version}. Start it with: make start`,
  );
}
