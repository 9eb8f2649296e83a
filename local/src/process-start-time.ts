import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** When a process was started, as this system tells it; undefined when there is no such process. Process ids are used again, this is not. */
export function startOfProcess(pid: number): string | undefined {
  try {
    return process.platform === 'linux' ? startInProc(pid) : startByPs(pid);
  } catch {
    return undefined;
  }
}

/** The 22nd field of `stat`; the second is the program's name, which may hold blanks and brackets. */
function startInProc(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

const startByPs = (pid: number): string | undefined =>
  execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
