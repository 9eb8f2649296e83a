import { readdirSync, readFileSync } from 'node:fs';

interface Status {
  readonly parent: number;
  readonly kilobytes: number;
}

/** Undefined if the process has ended. */
function readStatus(pid: number): Status | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const readNumber = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0);
    return { parent: readNumber('PPid'), kilobytes: readNumber('VmRSS') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return undefined;
    throw error;
  }
}

/** Resident memory of a process and its descendants in MB; undefined without /proc. */
export function residentMegabytes(program: number): number | undefined {
  const all = new Map<number, Status>();
  for (const pid of listProcessIds().map(Number)) {
    const status = readStatus(pid);
    if (status) all.set(pid, status);
  }
  const isDescendant = (pid: number): boolean =>
    pid === program || (all.has(pid) && isDescendant(all.get(pid)?.parent ?? 0));
  const processes = [...all].filter(([pid]) => isDescendant(pid));
  const kilobytes = processes.reduce((sum, [, status]) => sum + status.kilobytes, 0);
  return processes.length === 0 ? undefined : Math.round(kilobytes / 1024);
}

function listProcessIds(): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}
