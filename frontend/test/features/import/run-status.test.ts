import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ImportRun } from '#features/import/import-state.ts';
import {
  addSample,
  describeStatus,
  documentTitle,
  hasFirstAttempts,
  type Sample,
  secondsLeft,
} from '#features/import/run-status.ts';
import type { BatchState, BlockedReason } from '#lib/batches/batch-run.ts';
import { createPlan, importFixture } from '#support/frontend/import-fixture.ts';

const collect = (...samples: readonly (readonly [seconds: number, done: number])[]): readonly Sample[] =>
  samples.reduce<readonly Sample[]>((all, [seconds, done]) => addSample(all, { atMillis: seconds * 1000, done }), []);

describe('secondsLeft', () => {
  it('estimates from the speed of the last 15 seconds', () => {
    expect(secondsLeft(collect([0, 0], [5, 500]), 1_000)).to.equal(10);
    expect(secondsLeft(collect([0, 0], [100, 100], [110, 1_100]), 1_000)).to.equal(10);
  });

  it('returns no remaining time without progress over at least two seconds', () => {
    expect([
      secondsLeft([], 100),
      secondsLeft(collect([0, 0], [1, 100]), 100),
      secondsLeft(collect([0, 100], [9, 100]), 100),
    ]).to.deep.equal([undefined, undefined, undefined]);
  });
});

const now = new Date(0);

const page = importFixture(createPlan(100));
await page.runner.load();
const loaded = page.run();

const waitingRun = (blocked?: BlockedReason): ImportRun => ({
  ...loaded,
  batches: [{ number: 1, size: 100, state: { kind: 'waiting' } }],
  blocked,
});

const retryingRun = (state: BatchState, blocked?: BlockedReason): ImportRun => ({
  ...loaded,
  batches: [{ number: 1, size: 100, state }],
  blocked,
});
const toRetry = { kind: 'to-retry', problem: { kind: 'no-response' } } as const;
const sentAgain = { kind: 'sending', problem: { kind: 'no-response' } } as const;

describe('describeStatus', () => {
  it('shows the time until a throttled import resumes in seconds up to 89, then in minutes', () => {
    const throttled = (seconds: number) => waitingRun({ kind: 'throttled', untilMillis: seconds * 1_000 });

    expect([1, 89, 3_600].map((seconds) => describeStatus(throttled(seconds), undefined, now))).to.deep.equal([
      'Too many requests with this key. Retrying in 1 second.',
      'Too many requests with this key. Retrying in 89 seconds.',
      'Too many requests with this key. Retrying in about 60 minutes.',
    ]);
  });

  it('shows the time left of a running import once it is known', () => {
    expect([undefined, 1, 95].map((seconds) => describeStatus(waitingRun(), seconds, now))).to.deep.equal([
      'Sending',
      'About 1 second left',
      'About 2 minutes left',
    ]);
  });

  it('puts a storage failure and a missing key before Paused', () => {
    expect(describeStatus({ ...waitingRun({ kind: 'storage-failed' }), intent: 'paused' }, undefined, now)).to.equal(
      "On hold: progress can't be saved on this device",
    );
    expect(describeStatus({ ...waitingRun({ kind: 'no-key' }), intent: 'paused' }, undefined, now)).to.equal(
      'Waiting for an API key that can write',
    );
  });

  it('shows when a failed batch is sent again, unless the user paused the import', () => {
    const waiting = retryingRun(toRetry, { kind: 'retry-delay', untilMillis: 15_000 });

    expect(describeStatus(waiting, undefined, now)).to.equal('Retrying in 15 seconds');
    expect(describeStatus(retryingRun(sentAgain), undefined, now)).to.equal('Retrying');
    expect(describeStatus({ ...waiting, intent: 'paused' }, undefined, now)).to.equal('Paused');
  });

  it('offers no pause while only failed batches are left to send', () => {
    expect([toRetry, sentAgain].map((state) => hasFirstAttempts(retryingRun(state)))).to.deep.equal([false, false]);
    expect(hasFirstAttempts(waitingRun())).to.equal(true);
  });
});

describe('documentTitle', () => {
  it('shows the percentage of a running import, or why it is not running', () => {
    const title = (run: ImportRun) => documentTitle({ status: 'active', run }, 'run');

    expect(title(waitingRun())).to.deep.equal(['● 0% · Import', 'running']);
    expect(title(waitingRun({ kind: 'storage-failed' }))).to.deep.equal(['On hold · Import', 'failed']);
    expect([title(retryingRun(toRetry)), title(retryingRun(sentAgain))]).to.deep.equal(
      Array(2).fill(['Retrying · Import', 'failed']),
    );
    expect(title({ ...waitingRun(), intent: 'paused' })).to.deep.equal(['Paused · Import', 'calm']);
    expect(documentTitle({ status: 'active', run: loaded }, 'file')).to.deep.equal(['Import', 'calm']);
  });
});
