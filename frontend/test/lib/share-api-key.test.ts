import { once } from 'node:events';
import { BroadcastChannel as NodeChannel } from 'node:worker_threads';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type ApiKeyStore, createApiKeyStore, idleMaxMillis } from '#lib/api-key.ts';
import { requestApiKey } from '#lib/request-api-key.ts';
import { shareApiKey } from '#lib/share-api-key.ts';
import { memoryStorage } from '#lib/storage.ts';

const waitMaxMillis = 60_000;

describe('An API key shared between tabs', () => {
  let now: number;
  let name: string;
  let opened: (() => void)[];

  beforeEach(() => {
    now = 1_000_000;
    name = `api-key-${crypto.randomUUID()}`;
    opened = [];
  });
  afterEach(() => {
    for (const close of opened) close();
  });

  const openTab = (): ApiKeyStore => {
    const store = createApiKeyStore(memoryStorage(), () => now);
    opened.push(shareApiKey(store, new BroadcastChannel(name)));
    return store;
  };
  const openConnectedTab = (): ApiKeyStore => {
    const store = openTab();
    store.set('secret-4f2a');
    return store;
  };
  const request = (store: ApiKeyStore, waitMillis = waitMaxMillis) =>
    requestApiKey(store, new BroadcastChannel(name), waitMillis);
  const disconnected = (store: ApiKeyStore) =>
    new Promise<void>((resolve) => store.subscribe(() => store.read() === undefined && resolve()));

  it('reaches a new tab, which continues the idle time of the first', async () => {
    openConnectedTab();
    now += idleMaxMillis - 1;
    const second = openTab();

    await request(second);
    expect(second.read()).to.equal('secret-4f2a');

    now += 1;
    second.clearWhenIdle();
    expect([second.read(), second.disconnectReason()]).to.deep.equal([undefined, 'idle']);
  });

  it('is not handed on after it has expired, or by a tab without a key', async () => {
    const first = openConnectedTab();
    openTab();
    now += idleMaxMillis;
    const second = openTab();

    await request(second, 50);

    expect([first.disconnectReason(), second.read()]).to.deep.equal(['idle', undefined]);
  });

  it('is not requested by a tab that has a key or has been disconnected', async () => {
    const spy = new NodeChannel(name);
    opened.push(() => spy.close());
    const connected = openConnectedTab();
    const left = openTab();
    left.set('another');
    const told = once(spy, 'message');
    left.clear('user');
    await told;
    const messages: unknown[] = [];
    spy.onmessage = (event) => messages.push(event);

    await Promise.all([request(connected), request(left)]);
    await new Promise((resolve) => setImmediate(resolve));

    expect([messages, left.read()]).to.deep.equal([[], undefined]);
  });

  it('is cleared in a tab that got it but was not listening yet when the other one disconnected', async () => {
    const first = openConnectedTab();
    const second = createApiKeyStore(memoryStorage(), () => now);
    await request(second);
    first.clear('user');
    expect(second.read()).to.equal('secret-4f2a');
    const cleared = disconnected(second);

    opened.push(shareApiKey(second, new BroadcastChannel(name)));
    await cleared;

    expect(second.disconnectReason()).to.equal('user');
  });

  it('is cleared in every tab that got it when one disconnects, and stays in others', async () => {
    const first = openConnectedTab();
    const second = openTab();
    await request(second);
    const other = openTab();
    other.set('secret-4f2a');
    const cleared = disconnected(first);

    second.clear('user');
    await cleared;

    expect([first.disconnectReason(), other.read()]).to.deep.equal(['user', 'secret-4f2a']);
  });
});
