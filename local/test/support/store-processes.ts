import { execFileSync } from 'node:child_process';

/** The store processes that this process has started. */
export function storeProcesses(): readonly number[] {
  const pids = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'store-process.ts'], { encoding: 'utf8' });
  return pids.trim().split('\n').map(Number);
}
