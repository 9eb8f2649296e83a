import type { Page } from 'playwright-core';

/**
 * Replaces `fetch` in the page with a registry of `count` IDs, so that only the page is measured. The local registry would
 * need minutes for that many.
 */
export const mockRegistry = (page: Page, count: number): Promise<unknown> => page.addInitScript(installMock, count);

/** Serialized and run in the page, so it must be self-contained. */
function installMock(count: number): void {
  const pageSize = 50;
  const at = '2026-01-01T00:00:00.000Z';
  const headers = { 'content-type': 'application/json', etag: '"1"' };
  const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status, headers });

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

  const submitted: (readonly string[])[] = [];
  const receipt = (body: unknown): object => {
    const { ids }: { readonly ids: readonly string[] } = JSON.parse(String(body));
    const number = String(submitted.push(ids) - 1);
    const counts = { submitted: ids.length };
    return { submissionId: number.padStart(26, '0'), status: 'received', receivedAt: at, counts };
  };
  const submission = (submissionId: string): object => {
    const ids = submitted[Number(submissionId)] ?? [];
    const counts = { submitted: ids.length, added: ids.length, existing: 0, invalid: 0 };
    const results = ids.map((id) => ({ id, outcome: 'added' }));
    return { submissionId, status: 'completed', receivedAt: at, completedAt: at, counts, results, steps: [] };
  };

  const handlers: Readonly<Record<string, (detail: string, url: URL) => object>> = {
    'customer-ids': (id, url) => (id ? record(id) : list(url)),
    submissions: (id) => (id ? submission(id) : { items: [], nextCursor: null }),
  };
  const { fetch } = globalThis;
  globalThis.fetch = async (input, options) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    const [, name = '', detail = ''] = /^\/api\/([\w-]+)\/?(.*)$/.exec(url.pathname) ?? [];
    if (options?.method === 'POST') return json(receipt(options.body), 202);
    const handle = handlers[name];
    return handle ? json(handle(detail, url)) : fetch(input, options);
  };
}
