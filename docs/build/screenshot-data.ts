// What is in the registry of the pictures: IDs that nobody has.
import { httpClient } from '#support/local/http-client.ts';
import { completed, submit } from '#support/local/submissions.ts';
import type { RunningLocalAws } from '#support/local/temporary-local-aws.ts';

const numbered = (prefix: string, first: number, count: number, digits = 5): readonly string[] =>
  Array.from({ length: count }, (_, index) => prefix + String(first + index).padStart(digits, '0'));

/** The ID whose history is shown. */
export const shownId = 'CUST-00411';

export const lists = {
  completed: [...numbered('NORDIC-', 1, 12, 3)],
  partlyInvalid: [...numbered('CUST-', 402, 4), 'CUST 00406', ...numbered('CUST-', 407, 30), 'CUST/00437', 'C7'],
  noneValid: ['n/a', '-', 'unknown!', '??'],
  failed: [...numbered('ALPINE-', 2041, 24, 4), 'ALPINE 2065'],
};

const direct = ['BAKERY_77', ...numbered('CUST-', 402, 2), 'CUST-00407', 'MERIDIAN-9', 'ORCHID-12'];

/** 5,000 rows as they come out of a spreadsheet, with the mistakes that people make. */
export const file = {
  name: 'customers-2026-11.csv',
  /** Its 10th hundred begins a little after row 900. */
  text: ['customer_id,country', ...numbered('CUST-', 10_000, 5_000).map((id, row) => `${mistaken(id, row)},DE`)].join(
    '\n',
  ),
};

function mistaken(id: string, row: number): string {
  if (row % 86 === 10) return id.replace('-', ' ');
  if (row % 238 === 20) return id.replace('-', '/');
  if (row % 357 === 30) return `C${row % 9}`;
  if (row % 1_250 === 40) return `${id}-`;
  return row % 156 === 50 ? 'CUST-10000' : id;
}

const clientOf = ({ url, apiKey }: RunningLocalAws) => httpClient(`${url}/api`, { 'x-api-key': apiKey });

export const follow = (local: RunningLocalAws, submissionId: string) => completed(clientOf(local), submissionId);

/** Submits, past the page. */
export const submitList = (local: RunningLocalAws, ids: readonly string[]) => submit(clientOf(local), ids);

/** Gives the submissions that are shown. */
export async function fillRegistry(local: RunningLocalAws) {
  const send = clientOf(local);
  for (const id of direct) await send({ method: 'PUT', path: `/customer-ids/${id}` });
  const noneValid = await submitList(local, lists.noneValid);
  const partlyInvalid = await submitList(local, lists.partlyInvalid);
  const shown = await submitList(local, lists.completed);
  for (const submissionId of [noneValid, partlyInvalid, shown]) await follow(local, submissionId);
  for (const method of ['DELETE', 'PUT']) await send({ method, path: `/customer-ids/${shownId}` });
  return { partlyInvalid, completed: shown };
}
