import { readdirSync, readFileSync } from 'node:fs';

interface Status {
  readonly parent: number;
  readonly kilobytes: number;
}

/** Undefined for a process that has ended since it was listed. */
function statusOf(pid: number): Status | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const numberOf = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0);
    return { parent: numberOf('PPid'), kilobytes: numberOf('VmRSS') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return undefined;
    throw error;
  }
}

/** Megabytes that a program and what it started hold; undefined where there is no /proc to tell. */
export function residentMegabytes(program: number): number | undefined {
  const all = new Map<number, Status>();
  for (const pid of listed().map(Number)) {
    const status = statusOf(pid);
    if (status) all.set(pid, status);
  }
  const belongs = (pid: number): boolean => pid === program || (all.has(pid) && belongs(all.get(pid)?.parent ?? 0));
  const family = [...all].filter(([pid]) => belongs(pid));
  const kilobytes = family.reduce((sum, [, status]) => sum + status.kilobytes, 0);
  return family.length === 0 ? undefined : Math.round(kilobytes / 1024);
}

function listed(): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}
