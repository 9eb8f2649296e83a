import { StartError } from './start-error.ts';

const minimumVersion = [22, 12] as const;

/** The functions run on Node 22, so the local AWS requires it, too. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > minimumVersion[0] || (major === minimumVersion[0] && minor >= minimumVersion[1])) return;
  throw new StartError(
    `The local AWS requires Node ${minimumVersion.join('.')} or later; this is ${version}. Run \`make start\`, which uses the pinned version.`,
  );
}
