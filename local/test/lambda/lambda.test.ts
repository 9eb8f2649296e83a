import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import type { FunctionDefinition } from '#local/lambda/function-definition.ts';
import type { Lambda } from '#local/lambda/lambda.ts';
import { startProbe } from '#support/local/function-fixture.ts';

describe('Lambda', () => {
  let running: Lambda | undefined;
  afterEach(() => running?.stop());

  const probe = (source: string, changes?: Partial<FunctionDefinition>) => {
    const lambda = startProbe(source, changes);
    running = lambda;
    return lambda;
  };

  describe('invocations', () => {
    it('hands the event over as JSON and gives the result back as JSON', async () => {
      const { invoke } = probe('exports.handler = async (event) => ({ event, when: new Date(0), gone: undefined });');

      expect(await invoke('probe', { a: [1, null], b: undefined })).to.deep.equal({
        kind: 'returned',
        payload: { event: { a: [1, null] }, when: '1970-01-01T00:00:00.000Z' },
      });
    });

    it('gives null for a handler that returns nothing', async () => {
      const { invoke } = probe('exports.handler = async () => {};');

      expect(await invoke('probe', undefined)).to.deep.equal({ kind: 'returned', payload: null });
    });

    it('finds a function by name, by ARN and by the ARN of an alias, and tells it which one was called', async () => {
      const { invoke } = probe('exports.handler = async (event, context) => context.invokedFunctionArn;');
      const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:probe';

      const called = [];
      for (const name of ['probe', arn, `${arn}:live`]) called.push(await invoke(name, {}));

      expect(called).to.deep.equal([arn, arn, `${arn}:live`].map((payload) => ({ kind: 'returned', payload })));
    });

    it('describes the invocation in the context', async () => {
      const { invoke } = probe(`exports.handler = async (event, context) =>
        ({ ...context, remaining: context.getRemainingTimeInMillis() });`);

      const outcome = await invoke('probe', {});

      const payload = outcome.kind === 'returned' ? (outcome.payload as Record<string, unknown>) : {};
      const { awsRequestId, remaining, ...rest } = payload;
      expect(awsRequestId).to.match(/^[0-9a-f-]{36}$/);
      expect(remaining).to.be.within(1500, 2000);
      expect(rest).to.deep.equal({
        callbackWaitsForEmptyEventLoop: true,
        functionName: 'probe',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:probe',
        memoryLimitInMB: '128',
        logGroupName: '/aws/lambda/probe',
        logStreamName: 'local',
      });
    });

    it('shows the function its own environment and nothing of the host', async () => {
      process.env['LEAKED_FROM_HOST'] = 'yes';
      const { invoke } = probe('exports.handler = async () => process.env;');

      const outcome = await invoke('probe', {});

      expect(outcome.kind === 'returned' && outcome.payload).to.include({
        GREETING: 'hello',
        AWS_REGION: 'eu-west-1',
        AWS_LAMBDA_FUNCTION_NAME: 'probe',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
        AWS_LAMBDA_LOG_LEVEL: 'INFO',
        _HANDLER: 'index.handler',
      });
      expect(outcome.kind === 'returned' && outcome.payload).to.not.have.any.keys('PATH', 'LEAKED_FROM_HOST', 'PWD');
      delete process.env['LEAKED_FROM_HOST'];
    });

    it('keeps what a module remembers from one event to the next', async () => {
      const { invoke } = probe('let calls = 0; exports.handler = async () => ++calls;');

      expect([await invoke('probe', {}), await invoke('probe', {})]).to.deep.equal([
        { kind: 'returned', payload: 1 },
        { kind: 'returned', payload: 2 },
      ]);
    });

    it('runs one event at a time in each environment', async () => {
      const { invoke } = probe(`let busy = 0; exports.handler = async () => {
        busy += 1; await new Promise((r) => setTimeout(r, 20)); const seen = busy; busy -= 1; return seen; };`);

      const outcomes = await Promise.all(Array.from({ length: 20 }, () => invoke('probe', {})));

      expect(outcomes).to.deep.equal(Array(20).fill({ kind: 'returned', payload: 1 }));
    });
  });

  describe('failures', () => {
    const failures = [
      ['an error', 'exports.handler = async () => { throw new TypeError("no"); };', 'threw', 'TypeError', 'no'],
      ['a thrown text', 'exports.handler = async () => { throw "no"; };', 'threw', 'string', 'no'],
      ['a synchronous error', 'exports.handler = () => { throw new Error("no"); };', 'threw', 'Error', 'no'],
      [
        'a result that is not JSON',
        'exports.handler = async () => ({ n: 1n });',
        'threw',
        'Runtime.MarshalError',
        'Unable to stringify response body: Do not know how to serialize a BigInt',
      ],
      [
        'a handler that returns no promise',
        'exports.handler = () => 1;',
        'threw',
        'Runtime.NotEmulated',
        'A handler that returns no promise is not emulated: make it async.',
      ],
      [
        'process.exit',
        'exports.handler = async () => process.exit(3);',
        'crashed',
        'Runtime.ExitError',
        'Error: Runtime exited with error: exit status 3',
      ],
      [
        'an unhandled rejection',
        'exports.handler = () => { Promise.reject(new Error("late")); return new Promise(() => {}); };',
        'crashed',
        'Runtime.UnhandledPromiseRejection',
        'late',
      ],
      [
        'an uncaught error',
        'exports.handler = () => { setTimeout(() => { throw new RangeError("late"); }); return new Promise(() => {}); };',
        'crashed',
        'RangeError',
        'late',
      ],
      ['a bundle that cannot load', 'throw new SyntaxError("broken");', 'crashed', 'SyntaxError', 'broken'],
      [
        'a missing handler',
        'exports.other = 1;',
        'crashed',
        'Runtime.HandlerNotFound',
        'index.handler is undefined or not exported',
      ],
    ] as const;

    for (const [what, source, kind, errorType, errorMessage] of failures) {
      it(`reports ${what} as Lambda does`, async () => {
        const { invoke } = probe(source);

        expect(await invoke('probe', {})).to.deep.equal({ kind, errorType, errorMessage });
      });
    }

    const deaths = [
      ['process.exit', 'process.exit(1)', 'crashed'],
      ['an unhandled rejection', 'Promise.reject(new Error()); await new Promise(() => {})', 'crashed'],
      ['an endless loop', 'for (;;);', 'timed-out'],
      ['running out of memory', 'const all = []; for (;;) all.push(new Array(1e5).fill(event));', 'crashed'],
    ] as const;

    for (const [what, code, kind] of deaths) {
      it(`serves the next event after ${what}`, async () => {
        const source = `exports.handler = async (event) => { if (event.die) { ${code} } return 'alive'; };`;
        const { invoke } = probe(source, { timeoutSeconds: kind === 'timed-out' ? 1 : 10 });

        const outcomes = [await invoke('probe', { die: true }), await invoke('probe', {})];

        expect(outcomes.map((outcome) => outcome.kind)).to.deep.equal([kind, 'returned']);
      }).timeout(15_000);
    }

    it('ends a handler at its timeout', async () => {
      const { invoke } = probe('exports.handler = () => new Promise(() => {});', { timeoutSeconds: 1 });
      const before = performance.now();

      const outcome = await invoke('probe', {});

      expect(performance.now() - before).to.be.within(950, 3000);
      expect(outcome).to.include({ kind: 'timed-out', errorType: 'Sandbox.Timedout' });
      expect(outcome.kind === 'timed-out' && outcome.errorMessage).to.match(/Task timed out after 1.00 seconds$/);
    });

    it('survives a function that dies between two events, and says so', async () => {
      const { invoke, output } = probe(
        'exports.handler = async () => { setTimeout(() => { throw new Error("afterwards"); }, 5); return 1; };',
      );

      await invoke('probe', {});
      await sleep(100);

      expect(output).to.deep.include({ line: 'Error: afterwards', stream: 'stderr' });
      expect(await invoke('probe', {})).to.deep.equal({ kind: 'returned', payload: 1 });
    });

    it('throttles what exceeds the reserved concurrency, and only that', async () => {
      const { invoke } = probe('exports.handler = () => new Promise((r) => setTimeout(r, 100, 1));', {
        reservedConcurrency: 2,
      });

      const outcomes = await Promise.all([1, 2, 3].map(() => invoke('probe', {})));

      expect(outcomes.map(({ kind }) => kind)).to.have.members(['returned', 'returned', 'throttled']);
      expect(await invoke('probe', {})).to.deep.equal({ kind: 'returned', payload: 1 });
    });

    it('names a function that does not exist', () => {
      expect(() => probe('').invoke('other', {})).to.throw('There is no function other.');
    });
  });

  it('is not held up by events that wait for something slow', async () => {
    const { invoke } = probe('exports.handler = (e) => new Promise((r) => setTimeout(r, e.millis, 1));', {
      timeoutSeconds: 8,
    });
    const slow = Array.from({ length: 16 }, () => invoke('probe', { millis: 3000 }));
    const before = performance.now();

    await invoke('probe', { millis: 0 });
    const waited = performance.now() - before;

    await running?.stop();
    await Promise.all(slow);
    expect(waited).to.be.below(2900);
  });

  it('passes on each line that a function prints', async () => {
    const { invoke, output } = probe(
      `exports.handler = async () => { console.log('one\\ntwo'); console.error('three'); await new Promise((r) => setTimeout(r, 50)); };`,
    );

    await invoke('probe', {});

    expect(output).to.have.deep.members([
      { line: 'one', stream: 'stdout' },
      { line: 'two', stream: 'stdout' },
      { line: 'three', stream: 'stderr' },
    ]);
  });

  it('warms a function ahead of its first event', async () => {
    const { invoke, warm } = probe('const born = Date.now(); exports.handler = async () => born;');

    await warm(['probe']);
    const warmed = Date.now();
    const outcome = await invoke('probe', {});

    expect(outcome.kind === 'returned' && outcome.payload).to.be.at.most(warmed);
  });

  it('starts nothing any more once it is stopped', async () => {
    const { warm, invoke, stop, output } = probe('console.log("loaded"); exports.handler = async () => 1;');

    await stop();
    await warm(['probe']);
    const outcome = await invoke('probe', {});
    await sleep(200);

    expect(outcome.kind).to.equal('crashed');
    expect(output).to.deep.equal([]);
  });
});
