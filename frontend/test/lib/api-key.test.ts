import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { apiKeyStore, idleMaxMillis, keyTail } from '#lib/api-key.ts';
import { memoryStorage } from '#lib/storage.ts';

describe('The API key of a tab', () => {
  let now: number;
  let key: ReturnType<typeof apiKeyStore>;

  beforeEach(() => {
    now = 1_000_000;
    key = apiKeyStore(memoryStorage(), () => now);
    key.keep('secret-4f2a');
  });

  it('is forgotten after an hour without use', () => {
    now += idleMaxMillis;
    key.forgetWhenIdle();

    expect([key.read(), key.whyGone()]).to.deep.equal([undefined, 'idle']);
  });

  it('stays while it is used', () => {
    now += idleMaxMillis - 1;
    key.noteUse();
    now += idleMaxMillis - 1;
    key.forgetWhenIdle();

    expect(key.read()).to.equal('secret-4f2a');
  });

  it('does not come back to life by use after its time', () => {
    now += idleMaxMillis;
    key.noteUse();

    expect([key.read(), key.whyGone()]).to.deep.equal([undefined, 'idle']);
  });

  it('survives a late refusal of the key before it', () => {
    key.forgetRefused('an-older-key');
    expect(key.read()).to.equal('secret-4f2a');

    key.forgetRefused('secret-4f2a');
    expect([key.read(), key.whyGone()]).to.deep.equal([undefined, 'refused']);
  });

  it('tells whoever listens when it comes and goes', () => {
    let changes = 0;
    const stop = key.subscribe(() => {
      changes += 1;
    });

    key.forget('forgotten');
    key.keep('another');
    stop();
    key.forget('forgotten');

    expect(changes).to.equal(2);
  });

  it('shows no more than its end', () => {
    expect(keyTail('secret-4f2a')).to.equal('…4f2a');
  });
});
