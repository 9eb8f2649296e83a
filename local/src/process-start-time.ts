import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Identifies a process together with its PID, because PIDs are reused. Undefined if there is no such process. */
export function processStartTime(pid: number): string | undefined {
  try {
    return process.platform === 'linux' ? readFromProc(pid) : readFromPs(pid);
  } catch {
    return undefined;
  }
}

/** Field 22 of `stat`. Field 2, the program name, may contain spaces and parentheses. */
function readFromProc(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

const readFromPs = (pid: number): string | undefined =>
  execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
