import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

export interface FailingFiles {
  /** Starts counting. Only the first call has an effect. */
  readonly arm: () => void;
  readonly hasFailed: () => boolean;
  readonly restore: () => void;
}

const handleMethods = ['appendFile', 'datasync', 'sync'];

/** Makes the nth file operation after `arm` reject with EMFILE, once. */
export function failFileOperation(n: number): FailingFiles {
  let remaining = Number.POSITIVE_INFINITY;
  let isArmed = false;
  const countCall = () => {
    remaining -= 1;
    if (remaining === 0) throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
  };
  const interceptHandle = (handle: object) => {
    for (const name of handleMethods) intercept(handle, name, countCall);
    intercept(handle, 'close', () => undefined, countCall); // Closes the file even when it fails, so that no test leaks one.
  };
  const restores = [
    intercept(fs, 'open', countCall, interceptHandle),
    intercept(fs, 'rename', countCall),
    intercept(fs, 'rm', countCall),
  ];
  syncBuiltinESMExports();
  return {
    arm: () => {
      if (!isArmed) remaining = n;
      isArmed = true;
    },
    hasFailed: () => remaining <= 0,
    restore: () => {
      for (const restore of restores) restore();
      syncBuiltinESMExports();
    },
  };
}

function intercept(owner: object, name: string, before: () => void, after?: (result: object) => void): () => void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new Error(`${name} is not a function.`);
  Reflect.set(owner, name, async (...args: unknown[]) => {
    before();
    const result = await Reflect.apply(original, owner, args);
    after?.(result);
    return result;
  });
  return () => {
    Reflect.set(owner, name, original);
  };
}
