import { createHmac } from 'node:crypto';
import type { Pseudonym } from '#ports.ts';

const lengthMax = 12;

/** Differs for each deployment and needs no secret: who knows an ID finds its log lines, nobody reads IDs out of them. */
export function hmacPseudonym(key: string): Pseudonym {
  return (id) => createHmac('sha256', key).update(id).digest('hex').slice(0, lengthMax);
}
