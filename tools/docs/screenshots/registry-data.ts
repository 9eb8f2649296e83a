// The data in the screenshots, all of it made up.
import type { Registry } from './seed-registry.ts';

const numbered = (prefix: string, first: number, count: number, digits = 5): readonly string[] =>
  Array.from({ length: count }, (_, index) => prefix + String(first + index).padStart(digits, '0'));

/** The ID whose history is open. */
export const shownId = 'CUST-00413';
export const freeId = 'CUST-00431';
/** A typo of `freeId`. */
export const wrongId = freeId.replace('-', ' ');
/** Deleted in one scene. */
export const spareId = 'CUST-00409';
export const prefix = 'CUST-004';

/** 5,000 rows of a spreadsheet, with typical mistakes. */
const rows = numbered('CUST-', 10_000, 5_000).map(withMistake);

export const file = {
  name: 'customers-2026-11.csv',
  text: ['customer_id,name,country', ...rows.map((id, row) => `${id},Customer ${row + 1},DE`)].join('\n'),
};

/** The same file for a second scene, with other IDs. */
export const otherFile = { name: file.name, text: withOtherIds(file.text) };

function withOtherIds(text: string): string {
  return text.replaceAll('CUST-1', 'CUST-2').replaceAll('CUST 1', 'CUST 2').replaceAll('CUST/1', 'CUST/2');
}

function withMistake(id: string, row: number): string {
  if (row % 86 === 10) return id.replace('-', ' ');
  if (row % 238 === 20) return id.replace('-', '/');
  if (row % 357 === 30) return `C${row % 9}`;
  if (row % 1_250 === 40) return `${id}-`;
  return row % 156 === 50 ? 'CUST-10000' : id;
}

/** Two IDs per batch already exist. */
const knownOfFile = rows.filter((id, row) => row % 51 === 7 && /^CUST-\d{5}$/.test(id) && id !== 'CUST-10000');

const absent = (id: string): boolean => id === freeId || Number(id.slice(-2)) % 9 === 5;
const customers = numbered('CUST-', 402, 150).filter((id) => !absent(id));
/** Spreads neighbouring IDs over several submissions. */
const wave = (nth: number) => customers.filter((id) => Math.floor((Number(id.slice(-3)) * 7) / 11) % 4 === nth);

const direct: readonly (readonly [time: string, id: string])[] = [
  ['2026-11-17T15:20:31Z', 'MERIDIAN-9'],
  ['2026-11-17T15:22:04Z', 'ORCHID-12'],
  ['2026-11-20T17:33:12Z', 'CUST-00410'],
  ['2026-11-23T09:04:55Z', 'CUST-00421'],
  ['2026-11-24T09:27:18Z', 'CUST-00407'],
  ['2026-11-24T10:31:46Z', 'BAKERY_77'],
];

/** With the mistakes near the top, where they are visible. */
const partlyInvalid = wave(3).toSpliced(2, 0, 'CUST 00419', 'ALPINE-2041').toSpliced(9, 0, 'C7').concat('ALPINE-2042');

/** Returns the submissions that the scenes open. */
export async function fillRegistry({ put, remove, submit, complete, fail, redrive }: Registry) {
  const alpine = numbered('ALPINE-', 2041, 60, 4);
  await complete('2026-11-11T10:52:40Z', knownOfFile.map(withOtherIds));
  await complete('2026-11-12T13:15:27Z', knownOfFile);
  const redriven = await fail('2026-11-18T09:05:12Z', alpine);
  await redrive('2026-11-18T09:41:30Z', redriven);
  const noneValid = await complete('2026-11-19T16:02:44Z', ['n/a', '-', 'unknown!', '??', 'C7', 'tbd.', '#REF!', '0']);
  await complete('2026-11-20T11:30:09Z', [...wave(0), ...alpine.slice(0, 12)]);
  await complete('2026-11-23T11:52:36Z', [...wave(1), ...wave(2)]);
  const failed = await fail('2026-11-23T16:05:12Z', numbered('HARBOR-', 301, 60, 3));
  await complete('2026-11-24T09:18:03Z', numbered('NORDIC-', 1, 12, 3));
  for (const [time, id] of direct) await put(time, id);
  await remove('2026-11-23T14:18:52Z', shownId);
  await put('2026-11-23T14:20:09Z', shownId);
  const completed = await complete('2026-11-24T10:41:55Z', partlyInvalid);
  const running = await submit('2026-11-24T10:44:57Z', numbered('HARBOR-', 401, 100, 3));
  return { redriven, noneValid, failed, completed, running };
}
