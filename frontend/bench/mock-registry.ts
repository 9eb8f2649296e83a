import type { Page } from 'playwright-core';

/**
 * Replaces `fetch` in the page with a registry of `count` IDs, so that only the page is measured. The local registry would
 * need minutes for that many.
 */
export async function mockRegistry(page: Page, count: number): Promise<void> {
  await page.addInitScript(mockCustomerIds, count);
  await page.addInitScript(mockSubmissions);
}

/** Serialized and run in the page, so it must be self-contained. */
function mockCustomerIds(count: number): void {
  const pageSize = 50;
  const at = '2026-01-01T00:00:00.000Z';
  const headers = { 'content-type': 'application/json', etag: '"1"' };

  const list = ({ searchParams }: URL): object => {
    const first = Number(searchParams.get('cursor') ?? 0);
    const next = first + pageSize;
    const items = Array.from({ length: Math.min(pageSize, count - first) }, (_, index) => ({
      id: `MANY-${String(first + index).padStart(6, '0')}`,
      createdAt: at,
      source: 'api',
    }));
    return { items, nextCursor: next < count ? String(next) : null };
  };
  const record = (id: string): object => ({
    ...{ id, createdAt: at, source: 'api', version: 1 },
    history: [{ at, action: 'added', source: 'api' }],
  });

  const { fetch } = globalThis;
  globalThis.fetch = async (input, options) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    const [isCustomerIds, id] = /^\/api\/customer-ids\/?(.*)$/.exec(url.pathname) ?? [];
    if (isCustomerIds === undefined) return fetch(input, options);
    return new Response(JSON.stringify(id ? record(id) : list(url)), { headers });
  };
}

/** Serialized and run in the page, so it must be self-contained. */
function mockSubmissions(): void {
  const receivedAt = '2026-01-01T00:00:00.000Z';
  const headers = { 'content-type': 'application/json' };
  const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status, headers });

  const submitted: (readonly string[])[] = [];
  const submit = (body: unknown): object => {
    const { ids }: { readonly ids: readonly string[] } = JSON.parse(String(body));
    const submissionId = String(submitted.push(ids) - 1).padStart(26, '0');
    return { submissionId, status: 'received', action: 'add', receivedAt, counts: { submitted: ids.length } };
  };
  const read = (submissionId: string): object => {
    const ids = submitted[Number(submissionId)] ?? [];
    const counts = { submitted: ids.length, added: ids.length, existing: 0, invalid: 0 };
    const results = ids.map((id) => ({ id, outcome: 'added' }));
    return {
      submissionId,
      status: 'completed',
      action: 'add',
      receivedAt,
      completedAt: receivedAt,
      counts,
      results,
      steps: [],
      attempts: [],
    };
  };

  const { fetch } = globalThis;
  globalThis.fetch = async (input, options) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    const [isSubmissions, submissionId] = /^\/api\/submissions\/?(.*)$/.exec(url.pathname) ?? [];
    if (isSubmissions === undefined) return fetch(input, options);
    if (options?.method === 'POST') return json(submit(options.body), 202);
    return json(submissionId ? read(submissionId) : { items: [], nextCursor: null });
  };
}
