import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import { DeadlineError, withDeadline } from '#runtime/deadline.ts';

describe('withDeadline', () => {
  let timers: SinonFakeTimers;
  beforeEach(() => {
    timers = useFakeTimers();
  });
  afterEach(() => timers.restore());

  it('aborts work after six seconds and rejects half a second before the timeout', async () => {
    const events: [string, number][] = [];
    const work = withDeadline(8000, ({ signal }) => {
      signal.addEventListener('abort', () => events.push(['stopped', Date.now()]));
      return new Promise(() => {});
    }).catch((error) => events.push([error.name, Date.now()]));

    await timers.tickAsync(10_000);
    await work;

    expect(events).to.deep.equal([
      ['stopped', 6000],
      [DeadlineError.name, 7500],
    ]);
  });

  it('aborts work early enough to leave one second for a read-back', async () => {
    let stoppedAt = 0;
    const work = withDeadline(4000, ({ signal }) => {
      signal.addEventListener('abort', () => {
        stoppedAt = Date.now();
      });
      return new Promise((_resolve, reject) => setTimeout(reject, 3000, new Error('ended')));
    }).catch((error: Error) => error.message);

    await timers.tickAsync(4000);

    expect([await work, stoppedAt]).to.deep.equal(['ended', 2500]);
  });

  it('clears its timers', async () => {
    await withDeadline(8000, async () => 'done');

    expect(timers.countTimers()).to.equal(0);
  });
});
