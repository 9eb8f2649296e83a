import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { database } from '#lib/database.ts';

type Request = { result?: unknown; error?: Error; onsuccess?: () => void; onerror?: () => void };

function settle(request: Request): Request {
  queueMicrotask(() => (request.error ? request.onerror?.() : request.onsuccess?.()));
  return request;
}

type Opened = { readonly transaction: () => unknown; onclose?: () => void };

/** The browser's own, which opens as told; everything in it is `kept`. */
function browserThatOpens(...outcomes: readonly ('opens' | 'fails')[]) {
  const left = [...outcomes];
  const opened: Opened[] = [];
  const transaction = () => ({ objectStore: () => ({ get: () => settle({ result: 'kept' }) }) });
  const open = () => {
    if (left.shift() !== 'opens') return settle({ error: new Error('QuotaExceededError') });
    const made: Opened = { transaction };
    opened.push(made);
    return settle({ result: made });
  };
  Object.defineProperty(globalThis, 'indexedDB', { value: { open }, configurable: true });
  return opened;
}

const valueIn = (kept: ReturnType<typeof database>) => kept.read('store', (store) => store.get('key'));

describe('The database of the page', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'indexedDB'));

  it('is opened once, and again when the browser has closed it', async () => {
    const opened = browserThatOpens('opens', 'opens');
    const kept = database('name', () => undefined);

    await valueIn(kept);
    await valueIn(kept);
    expect(opened).to.have.lengthOf(1);
    opened[0]?.onclose?.();

    expect(await valueIn(kept)).to.equal('kept');
    expect(opened).to.have.lengthOf(2);
  });

  it('is opened again when that failed before: a person can free space and try again', async () => {
    browserThatOpens('fails', 'opens');
    const kept = database('name', () => undefined);

    const first = await valueIn(kept).catch((error: Error) => error.message);

    expect([first, await valueIn(kept)]).to.deep.equal(['QuotaExceededError', 'kept']);
  });
});
