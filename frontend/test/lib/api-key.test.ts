import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { createApiKeyStore, idleMaxMillis, keyTail } from '#lib/api-key.ts';
import { memoryStorage } from '#lib/storage.ts';

describe('createApiKeyStore', () => {
  let now: number;
  let key: ReturnType<typeof createApiKeyStore>;

  beforeEach(() => {
    now = 1_000_000;
    key = createApiKeyStore(memoryStorage(), () => now);
    key.set('secret-4f2a');
  });

  it('clears the key after an hour of inactivity', () => {
    now += idleMaxMillis;
    key.clearWhenIdle();

    expect([key.read(), key.disconnectReason()]).to.deep.equal([undefined, 'idle']);
  });

  it('retains the key while there is activity', () => {
    now += idleMaxMillis - 1;
    key.recordActivity();
    now += idleMaxMillis - 1;
    key.clearWhenIdle();

    expect(key.read()).to.equal('secret-4f2a');
  });

  it('does not extend a key that has already expired', () => {
    now += idleMaxMillis;
    key.recordActivity();

    expect([key.read(), key.disconnectReason()]).to.deep.equal([undefined, 'idle']);
  });

  it('ignores a late rejection of an earlier key', () => {
    key.clearRefused('an-older-key');
    expect(key.read()).to.equal('secret-4f2a');

    key.clearRefused('secret-4f2a');
    expect([key.read(), key.disconnectReason()]).to.deep.equal([undefined, 'refused']);
  });

  it('notifies subscribers when a key is set or cleared', () => {
    let changes = 0;
    const stop = key.subscribe(() => {
      changes += 1;
    });

    key.clear('user');
    key.set('another');
    stop();
    key.clear('user');

    expect(changes).to.equal(2);
  });

  it('shows only the last four characters of a key', () => {
    expect(keyTail('secret-4f2a')).to.equal('…4f2a');
  });
});
