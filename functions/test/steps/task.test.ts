import { expect } from 'chai';
import { describe, it } from 'mocha';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { Budget } from '#ports.ts';
import { task } from '#steps/task.ts';
import { fixedClock } from '#support/functions/fixed-clock.ts';
import { memoryWorld } from '#support/functions/memory-runtime.ts';
import { invocation } from '#support/functions/proxy-event.ts';
import { at } from '#support/functions/values.ts';

describe('a step of the workflow', () => {
  function stepThat(run: (budget: Budget) => Promise<string>) {
    const world = memoryWorld({}, fixedClock(at(0)));
    const read = (event: unknown) => String(event);
    const report = (output: string) => ({ logFields: { output } });
    return { world, handler: task({ world, read, run: (_ports, budget) => () => run(budget), report }) };
  }

  async function errorOf(run: (budget: Budget) => Promise<string>, remainingMillis?: number): Promise<Error> {
    return stepThat(run)
      .handler('event', invocation(remainingMillis))
      .then(
        () => new Error('It did not fail.'),
        (error) => error,
      );
  }

  it('answers what its operation made, and logs one line', async () => {
    const { world, handler } = stepThat(async () => 'made');

    expect(await handler('event', invocation())).to.equal('made');
    expect(world.lines.map(({ level, fields }) => [level, fields['output']])).to.deep.equal([['info', 'made']]);
  });

  it('is tried again when nobody knows whether its write happened', async () => {
    const cause = new OutcomeUnknownError('silence');
    const error = await errorOf(async () => {
      throw cause;
    });

    expect([error.name, error.cause]).to.deep.equal(['TransientError', cause]);
  });

  it('is tried again when it does not end in its time', async () => {
    const error = await errorOf(() => new Promise(() => {}), 520);

    expect(error.name).to.equal('TransientError');
  });

  it('is told to stop a second and a half before Lambda would end it', async () => {
    const error = await errorOf(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new TransientError('told to stop')));
        }),
      1510,
    );

    expect(error.message).to.equal('told to stop');
  });

  it('leaves the name of every other error as it is, for the state machine to match', async () => {
    const error = await errorOf(async () => {
      throw new RangeError('a defect');
    });

    expect(error.name).to.equal('RangeError');
  });

  it('logs the error it ends with', async () => {
    const { world, handler } = stepThat(async () => {
      throw new RangeError('a defect');
    });
    await handler('event', invocation()).catch(() => undefined);

    expect(world.lines.map(({ level, cause }) => [level, String(cause)])).to.deep.equal([
      ['error', 'RangeError: a defect'],
    ]);
  });
});
