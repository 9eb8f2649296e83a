import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { database } from '#lib/database.ts';

type Request = { result?: unknown; error?: Error; onsuccess?: () => void; onerror?: () => void };

function succeedLater(request: Request): Request {
  queueMicrotask(() => (request.error ? request.onerror?.() : request.onsuccess?.()));
  return request;
}

type Connection = { readonly transaction: () => unknown; onclose?: () => void };

/** Replaces `indexedDB`. Each `open` call has the next outcome, and every read returns 'stored'. */
function stubIndexedDb(...outcomes: readonly ('opens' | 'fails')[]) {
  const remaining = [...outcomes];
  const opened: Connection[] = [];
  const transaction = () => ({ objectStore: () => ({ get: () => succeedLater({ result: 'stored' }) }) });
  const open = () => {
    if (remaining.shift() !== 'opens') return succeedLater({ error: new Error('QuotaExceededError') });
    const made: Connection = { transaction };
    opened.push(made);
    return succeedLater({ result: made });
  };
  Object.defineProperty(globalThis, 'indexedDB', { value: { open }, configurable: true });
  return opened;
}

const readValue = (db: ReturnType<typeof database>) => db.read('store', (store) => store.get('key'));

describe('database', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'indexedDB'));

  it('opens one connection, and another after the browser closed it', async () => {
    const opened = stubIndexedDb('opens', 'opens');
    const db = database('name', () => undefined);

    await readValue(db);
    await readValue(db);
    expect(opened).to.have.lengthOf(1);
    opened[0]?.onclose?.();

    expect(await readValue(db)).to.equal('stored');
    expect(opened).to.have.lengthOf(2);
  });

  it('opens again after a failed open', async () => {
    stubIndexedDb('fails', 'opens');
    const db = database('name', () => undefined);

    const first = await readValue(db).catch((error: Error) => error.message);

    expect([first, await readValue(db)]).to.deep.equal(['QuotaExceededError', 'stored']);
  });
});
