import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Hold, ImportRun } from '#features/import/import-state.ts';
import { statusOf } from '#features/import/run-status.ts';
import { tabOf } from '#features/import/title.ts';
import { createPlan } from '#support/frontend/import-fixture.ts';

const now = new Date(0);

const running = (hold: Hold): ImportRun => ({
  facts: createPlan(100).facts,
  batches: [{ number: 1, size: 100, state: { kind: 'waiting' } }],
  intent: 'running',
  hold,
});

describe('What an import says it is doing', () => {
  it('counts seconds while they are few, and minutes from then on', () => {
    const throttled = (seconds: number): Hold => ({ kind: 'throttled', untilMillis: seconds * 1_000 });

    expect([1, 89, 3_600].map((seconds) => statusOf(running(throttled(seconds)), undefined, now))).to.deep.equal([
      'Too many requests with this key. Trying again in 1 second.',
      'Too many requests with this key. Trying again in 89 seconds.',
      'Too many requests with this key. Trying again in about 60 minutes.',
    ]);
    expect([undefined, 1, 95].map((seconds) => statusOf(running({ kind: 'none' }), seconds, now))).to.deep.equal([
      'Sending',
      'About 1 second left',
      'About 2 minutes left',
    ]);
  });

  it('names first what a person has to do something about', () => {
    expect(statusOf({ ...running({ kind: 'not-kept' }), intent: 'paused' }, undefined, now)).to.equal(
      'Held: this device does not keep the import',
    );
    expect(statusOf({ ...running({ kind: 'no-key' }), intent: 'paused' }, undefined, now)).to.equal(
      'Waiting for an API key',
    );
  });

  it('is in the title of its tab: how far it is, or that it waits for somebody', () => {
    const tab = (run: ImportRun) => tabOf({ status: 'here', run });

    expect(tab(running({ kind: 'none' }))).to.deep.equal(['● 0 % · Import', 'running']);
    expect(tab(running({ kind: 'not-kept' }))).to.deep.equal(['Held · Import', 'failed']);
    expect(tab({ ...running({ kind: 'none' }), intent: 'paused' })).to.deep.equal(['Paused · Import', 'calm']);
  });
});
