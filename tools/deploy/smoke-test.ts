// Whether what was just deployed answers: the page, its configuration, and one ID added, read and deleted again.
import { randomUUID } from 'node:crypto';
import { UserError } from '#tools/lib/user-error.ts';

export interface SmokeTest {
  readonly siteUrl: string;
  /** Without a key only the page's files are asked for. */
  readonly apiKey: string | undefined;
  readonly print: (line: string) => void;
  /** How long a new distribution or key may take to be known everywhere. */
  readonly patienceMillis?: number;
}

interface Check {
  readonly name: string;
  readonly path: string;
  readonly status: number;
  /** What a repeated request is answered when the first one did it and its answer was lost. */
  readonly repeatedStatus?: number;
  readonly method?: string;
  readonly withKey?: boolean;
  readonly contentType?: string;
  readonly cacheControl?: string;
}

const page: readonly Check[] = [
  { name: 'the page', path: '/', status: 200, contentType: 'text/html', cacheControl: 'no-cache' },
  { name: 'its configuration', path: '/config.json', status: 200, contentType: 'application/json' },
];

const open: readonly Check[] = [
  { name: 'health, without a key', path: '/api/health', status: 200 },
  { name: 'the list without a key is refused', path: '/api/customer-ids', status: 403 },
];

const roundTrip = (id: string): readonly Check[] => [
  {
    name: 'an ID is added',
    method: 'PUT',
    path: `/api/customer-ids/${id}`,
    status: 201,
    repeatedStatus: 200,
    withKey: true,
  },
  { name: 'it is there', path: `/api/customer-ids/${id}`, status: 200, withKey: true },
  {
    name: 'it is deleted',
    method: 'DELETE',
    path: `/api/customer-ids/${id}`,
    status: 204,
    repeatedStatus: 404,
    withKey: true,
  },
  { name: 'it is gone', path: `/api/customer-ids/${id}`, status: 404, withKey: true },
];

export async function smokeTest(test: SmokeTest): Promise<void> {
  const { apiKey, print } = test;
  const api = [...open, ...roundTrip(`SMOKE-TEST-${randomUUID()}`)];
  for (const check of apiKey === undefined ? page : [...page, ...api]) {
    await eventually(test, check);
    print(`  ok  ${check.name}`);
  }
}

const pauseMillis = 2_000;

/** A first deploy is known to the whole of AWS only after a while, so a wrong answer is asked for again. */
async function eventually({ siteUrl, apiKey, patienceMillis = 180_000 }: SmokeTest, check: Check): Promise<void> {
  const giveUpAtMillis = Date.now() + patienceMillis;
  const attempt = (statuses: readonly number[]) =>
    faultOf(check, siteUrl, check.withKey ? apiKey : undefined, statuses);
  let fault = await attempt([check.status]);
  while (fault && Date.now() < giveUpAtMillis) {
    await new Promise((resolve) => setTimeout(resolve, pauseMillis));
    fault = await attempt([check.status, check.repeatedStatus ?? check.status]);
  }
  if (fault) throw new UserError(`The smoke test failed: ${check.method ?? 'GET'} ${siteUrl}${check.path} ${fault}.`);
}

async function faultOf(
  check: Check,
  siteUrl: string,
  apiKey: string | undefined,
  statuses: readonly number[],
): Promise<string | undefined> {
  const { method = 'GET', path, status, contentType = '', cacheControl = '' } = check;
  let answer: Response;
  try {
    answer = await fetch(`${siteUrl}${path}`, {
      method,
      headers: apiKey === undefined ? {} : { 'x-api-key': apiKey },
      signal: AbortSignal.timeout(30_000),
    });
    await answer.arrayBuffer();
  } catch (error) {
    return `did not answer (${String(error)})`;
  }
  if (!statuses.includes(answer.status)) return `answered ${answer.status}, not ${status}`;
  const header = (name: string) => answer.headers.get(name) ?? '';
  if (!header('content-type').startsWith(contentType)) return `came as ${header('content-type')}, not ${contentType}`;
  if (!header('cache-control').startsWith(cacheControl)) return `may be kept: ${header('cache-control')}`;
  return undefined;
}
