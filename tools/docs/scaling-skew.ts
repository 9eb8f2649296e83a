// Simulates how IDs and requests spread over shards and partitions. Every number is derived from a seed, so the page is
// reproducible.
import { createHash } from 'node:crypto';
import { parseCustomerId } from '#domain/customer-id.ts';
import { shards, toShard } from '#domain/shard.ts';

export const seed = 2026;
export const sampleSize = 50_000;

/** From 0 to 1, without 1; the same for the same name and number. */
const uniform = (name: string, number: number): number =>
  createHash('sha256').update(`${seed}:${name}:${number}`).digest().readUInt32BE() / 2 ** 32;

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');

const countries = [
  ['DE', 0.6],
  ['FR', 0.25],
  ['AT', 0.1],
  ['LI', 0.05],
] as const;

function pickCountry(number: number): string {
  let rest = uniform('country', number);
  for (const [country, share] of countries) {
    rest -= share;
    if (rest < 0) return country;
  }
  return 'DE';
}

/** The ID of each number, by the kind of ID. */
export const distributions: Readonly<Record<string, (number: number) => string>> = {
  'sequential, CUST-000001': (number) => `CUST-${padded(number, 6)}`,
  'country and number, 60 % of one country': (number) => `${pickCountry(number)}-${padded(number, 8)}`,
  'date and number': (number) => `202601${padded(1 + (number % 28), 2)}-${padded(Math.floor(number / 28), 5)}`,
  'every tenth number': (number) => `C${padded(10 * number, 9)}`,
  'random digits': (number) => padded(Math.floor(uniform('digits', number) * 1e10), 10),
  UUID: (number) => createHash('sha256').update(`${seed}:${number}`).digest('hex').slice(0, 32),
};

/** The fraction of the IDs in the largest shard; 1 ÷ shards would be even. */
export function largestShardShare(toId: (number: number) => string): number {
  const counts = new Map<string, number>(shards.map((shard) => [shard, 0]));
  for (let number = 0; number < sampleSize; number += 1) {
    const parsed = parseCustomerId(toId(number));
    if (!parsed.ok) throw new Error(`${toId(number)} is not a customer ID.`);
    const shard = toShard(parsed.value);
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  return Math.max(...counts.values()) / sampleSize;
}

/** The sum of 1 ÷ rank^exponent over all ranks; beyond the first thousand by the integral, exact to four digits. */
export function zipfSum(count: number, exponent: number): number {
  const exact = Math.min(count, 1000);
  let sum = 0;
  for (let rank = 1; rank <= exact; rank += 1) sum += rank ** -exponent;
  if (count === exact) return sum;
  const [from, to] = [exact + 0.5, count + 0.5];
  return (
    sum + (exponent === 1 ? Math.log(to / from) : (to ** (1 - exponent) - from ** (1 - exponent)) / (1 - exponent))
  );
}

/** The fraction of requests for the most requested of many IDs. */
export const hottestShare = (count: number, exponent: number): number => 1 / zipfSum(count, exponent);

const rankedKeys = 20_000;

/** The fraction of requests that the busiest partition receives; DynamoDB hashes keys, as here. */
export function busiestPartitionShare(count: number, exponent: number, partitions: number): number {
  const sum = zipfSum(count, exponent);
  const ranked = Math.min(count, rankedKeys);
  const loads = new Array<number>(partitions).fill((1 - zipfSum(ranked, exponent) / sum) / partitions);
  for (let rank = 1; rank <= ranked; rank += 1) {
    const partition = Math.floor(uniform('partition', rank) * partitions);
    loads[partition] = (loads[partition] ?? 0) + rank ** -exponent / sum;
  }
  return Math.max(...loads);
}
