import { expect } from 'chai';
import { describe, it } from 'mocha';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { Deadline } from '#ports.ts';
import { task } from '#steps/task.ts';
import { fixedClock } from '#support/functions/fixed-clock.ts';
import { memoryRuntime } from '#support/functions/memory-runtime.ts';
import { lambdaContext } from '#support/functions/proxy-event.ts';
import { at } from '#support/functions/values.ts';

describe('task', () => {
  function stepThat(run: (deadline: Deadline) => Promise<string>) {
    const runtime = memoryRuntime({}, fixedClock(at(0)));
    const parse = (event: unknown) => String(event);
    const report = (output: string) => ({ logFields: { output } });
    const toState = (output: string) => `state of ${output}`;
    return {
      runtime,
      handler: task({ runtime, parse, run: (_deps, deadline) => () => run(deadline), report, toState }),
    };
  }

  async function errorOf(run: (deadline: Deadline) => Promise<string>, remainingMillis?: number): Promise<Error> {
    return stepThat(run)
      .handler('event', lambdaContext(remainingMillis))
      .then(
        () => new Error('It did not fail.'),
        (error) => error,
      );
  }

  it('returns the next state and logs one line', async () => {
    const { runtime, handler } = stepThat(async () => 'made');

    expect(await handler('event', lambdaContext())).to.equal('state of made');
    expect(runtime.lines.map(({ level, fields }) => [level, fields['output']])).to.deep.equal([['info', 'made']]);
  });

  it('throws TransientError when the outcome of a write is unknown', async () => {
    const cause = new OutcomeUnknownError('silence');
    const error = await errorOf(async () => {
      throw cause;
    });

    expect([error.name, error.cause]).to.deep.equal(['TransientError', cause]);
  });

  it('throws TransientError when it misses its deadline', async () => {
    const error = await errorOf(() => new Promise(() => {}), 520);

    expect(error.name).to.equal('TransientError');
  });

  it('receives an abort 1.5 seconds before the Lambda timeout', async () => {
    const error = await errorOf(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new TransientError('told to stop')));
        }),
      1510,
    );

    expect(error.message).to.equal('told to stop');
  });

  it('rethrows other errors under their own name, so that the state machine can match it', async () => {
    const error = await errorOf(async () => {
      throw new RangeError('a defect');
    });

    expect(error.name).to.equal('RangeError');
  });

  it('logs the error it throws', async () => {
    const { runtime, handler } = stepThat(async () => {
      throw new RangeError('a defect');
    });
    await handler('event', lambdaContext()).catch(() => undefined);

    expect(runtime.lines.map(({ level, cause }) => [level, String(cause)])).to.deep.equal([
      ['error', 'RangeError: a defect'],
    ]);
  });
});
