// Checks a deployment: loads the page and its configuration, then adds, reads and deletes one ID.
import { randomUUID } from 'node:crypto';
import { UserError } from '#tools/lib/user-error.ts';

export interface SmokeTest {
  readonly siteUrl: string;
  /** Without a key only the page is checked. */
  readonly apiKey: string | undefined;
  readonly print: (line: string) => void;
  /** How long to retry while a new distribution or key propagates. */
  readonly retryMillisMax?: number;
}

interface Check {
  readonly name: string;
  readonly path: string;
  readonly status: number;
  /** The status of a retry whose first attempt succeeded but whose response was lost. */
  readonly repeatedStatus?: number;
  readonly method?: string;
  readonly withKey?: boolean;
  readonly contentType?: string;
  readonly cacheControl?: string;
}

const page: readonly Check[] = [
  { name: 'the page loads', path: '/', status: 200, contentType: 'text/html', cacheControl: 'no-cache' },
  { name: 'its configuration loads', path: '/config.json', status: 200, contentType: 'application/json' },
];

const open: readonly Check[] = [
  { name: 'health responds without a key', path: '/api/health', status: 200 },
  { name: 'the list without a key is rejected', path: '/api/customer-ids', status: 403 },
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
  { name: 'it is found', path: `/api/customer-ids/${id}`, status: 200, withKey: true },
  {
    name: 'it is deleted',
    method: 'DELETE',
    path: `/api/customer-ids/${id}`,
    status: 204,
    repeatedStatus: 404,
    withKey: true,
  },
  { name: 'it is no longer found', path: `/api/customer-ids/${id}`, status: 404, withKey: true },
];

export async function smokeTest(test: SmokeTest): Promise<void> {
  await runChecks(test, page);
  if (test.apiKey === undefined) return;
  await runChecks(test, open);
  const id = `SMOKE-TEST-${randomUUID()}`;
  try {
    await runChecks(test, roundTrip(id));
  } catch (error) {
    await deleteId(test, id);
    throw error;
  }
}

async function runChecks(test: SmokeTest, checks: readonly Check[]): Promise<void> {
  for (const check of checks) {
    await runCheck(test, check);
    test.print(`  ok  ${check.name}`);
  }
}

/** Best effort: after a failed check, so that the registry does not keep the test's ID. */
async function deleteId({ siteUrl, apiKey = '', print }: SmokeTest, id: string): Promise<void> {
  const request = { method: 'DELETE', headers: { 'x-api-key': apiKey }, signal: AbortSignal.timeout(30_000) };
  const status = await fetch(`${siteUrl}/api/customer-ids/${id}`, request).then(
    (response) => response.status,
    () => undefined,
  );
  if (status !== 204 && status !== 404) print(`  ${id} could not be deleted. Delete it if it is in the list.`);
}

const pauseMillis = 2_000;

/** Retries, because a first deploy takes a while to propagate. */
async function runCheck({ siteUrl, apiKey, retryMillisMax = 180_000 }: SmokeTest, check: Check): Promise<void> {
  const deadlineMillis = Date.now() + retryMillisMax;
  const attempt = (statuses: readonly number[]) =>
    findError(check, siteUrl, check.withKey ? apiKey : undefined, statuses);
  let error = await attempt([check.status]);
  while (error && Date.now() < deadlineMillis) {
    await new Promise((resolve) => setTimeout(resolve, pauseMillis));
    error = await attempt([check.status, check.repeatedStatus ?? check.status]);
  }
  if (error) throw new UserError(`The smoke test failed: ${check.method ?? 'GET'} ${siteUrl}${check.path} ${error}.`);
}

async function findError(
  check: Check,
  siteUrl: string,
  apiKey: string | undefined,
  statuses: readonly number[],
): Promise<string | undefined> {
  const { method = 'GET', path, status, contentType = '', cacheControl = '' } = check;
  let response: Response;
  try {
    response = await fetch(`${siteUrl}${path}`, {
      method,
      headers: apiKey === undefined ? {} : { 'x-api-key': apiKey },
      signal: AbortSignal.timeout(30_000),
    });
    await response.arrayBuffer();
  } catch (error) {
    return `failed (${String(error)})`;
  }
  if (!statuses.includes(response.status)) return `returned ${response.status} instead of ${status}`;
  const header = (name: string) => response.headers.get(name) ?? '';
  if (!header('content-type').startsWith(contentType))
    return `has the content type ${header('content-type')} instead of ${contentType}`;
  if (!header('cache-control').startsWith(cacheControl))
    return `has the cache control ${header('cache-control')} instead of ${cacheControl}`;
  return undefined;
}
