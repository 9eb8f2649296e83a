import { createHmac } from 'node:crypto';
import type { Pseudonym } from '#ports.ts';

const lengthMax = 12;

/** Differs per deployment. You can find the log lines of a known ID, but not read IDs from the log. */
export function hmacPseudonym(key: string): Pseudonym {
  return (id) => createHmac('sha256', key).update(id).digest('hex').slice(0, lengthMax);
}
