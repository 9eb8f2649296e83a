import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import type { FunctionDefinition } from '#local/lambda/function-definition.ts';
import type { Lambda } from '#local/lambda/lambda.ts';
import { eventually } from '#support/local/eventually.ts';
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
    it('serializes the event and the result as JSON', async () => {
      const { invoke } = probe('exports.handler = async (event) => ({ event, when: new Date(0), gone: undefined });');

      expect(await invoke('probe', { a: [1, null], b: undefined })).to.deep.equal({
        kind: 'returned',
        payload: { event: { a: [1, null] }, when: '1970-01-01T00:00:00.000Z' },
      });
    });

    it('returns null for a handler without a return value', async () => {
      const { invoke } = probe('exports.handler = async () => {};');

      expect(await invoke('probe', undefined)).to.deep.equal({ kind: 'returned', payload: null });
    });

    it('invokes a function by name, ARN and alias ARN and passes the invoked ARN in the context', async () => {
      const { invoke } = probe('exports.handler = async (event, context) => context.invokedFunctionArn;');
      const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:probe';

      const called = [];
      for (const name of ['probe', arn, `${arn}:live`]) called.push(await invoke(name, {}));

      expect(called).to.deep.equal([arn, arn, `${arn}:live`].map((payload) => ({ kind: 'returned', payload })));
    });

    it('passes the invocation details in the context', async () => {
      const { invoke } = probe(`exports.handler = async (event, context) =>
        ({ ...context, remaining: context.getRemainingTimeInMillis() });`);

      const outcome = await invoke('probe', {});

      const payload = outcome.kind === 'returned' ? (outcome.payload as Record<string, unknown>) : {};
      const { awsRequestId, remaining, ...rest } = payload;
      expect(awsRequestId).to.match(/^[0-9a-f-]{36}$/);
      expect(remaining).to.be.within(1, 10_000);
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

    it("passes the function's environment variables and none of the host's", async () => {
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

    it('retains module state between events', async () => {
      const { invoke } = probe('let calls = 0; exports.handler = async () => ++calls;');

      expect([await invoke('probe', {}), await invoke('probe', {})]).to.deep.equal([
        { kind: 'returned', payload: 1 },
        { kind: 'returned', payload: 2 },
      ]);
    });

    it('processes one event at a time in each execution environment', async () => {
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
        'a handler that does not return a promise',
        'exports.handler = () => 1;',
        'threw',
        'Runtime.NotEmulated',
        'A handler that does not return a promise is not emulated. Make it async.',
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
        const { invoke } = probe(source, { timeoutSeconds: kind === 'timed-out' ? 1 : 60 });

        const outcomes = [await invoke('probe', { die: true }), await invoke('probe', {})];

        expect(outcomes.map((outcome) => outcome.kind)).to.deep.equal([kind, 'returned']);
      }).timeout(120_000);
    }

    it('terminates a handler at its timeout, not before', async () => {
      const { invoke } = probe('exports.handler = () => new Promise(() => {});', { timeoutSeconds: 1 });
      const before = performance.now();

      const outcome = await invoke('probe', {});

      expect(performance.now() - before).to.be.at.least(950);
      expect(outcome).to.include({ kind: 'timed-out', errorType: 'Sandbox.Timedout' });
      expect(outcome.kind === 'timed-out' && outcome.errorMessage).to.match(/Task timed out after 1.00 seconds$/);
    });

    it('logs a crash between two events and processes the next event', async () => {
      const { invoke, output } = probe(
        'exports.handler = async () => { setTimeout(() => { throw new Error("afterwards"); }, 5); return 1; };',
      );

      await invoke('probe', {});
      await eventually(() => output.find(({ line }) => line === 'Error: afterwards'));

      expect(output).to.deep.include({ line: 'Error: afterwards', stream: 'stderr' });
      expect(await invoke('probe', {})).to.deep.equal({ kind: 'returned', payload: 1 });
    });

    it('throttles only invocations beyond the reserved concurrency', async () => {
      const { invoke } = probe('exports.handler = () => new Promise((r) => setTimeout(r, 100, 1));', {
        reservedConcurrency: 2,
      });

      const outcomes = await Promise.all([1, 2, 3].map(() => invoke('probe', {})));

      expect(outcomes.map(({ kind }) => kind)).to.have.members(['returned', 'returned', 'throttled']);
      expect(await invoke('probe', {})).to.deep.equal({ kind: 'returned', payload: 1 });
    });

    it('throws an error that names a function that does not exist', () => {
      expect(() => probe('').invoke('other', {})).to.throw('Function other does not exist.');
    });
  });

  it('starts the execution environments of a function one after another, so that a start does not occupy the machine', async () => {
    const source = `const from = Date.now(); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400); console.log([from, Date.now()].join());
      exports.handler = () => new Promise((r) => setTimeout(r, 1000));`;
    const { invoke, output } = probe(source);

    await Promise.all(Array.from({ length: 4 }, () => invoke('probe', {})));
    const starts = output.map(({ line }) => line.split(',').map(Number)).toSorted(([a = 0], [b = 0]) => a - b);
    const overlaps = starts.slice(1).filter(([from = 0], index) => from < (starts[index]?.[1] ?? 0));

    expect(starts).to.have.length.greaterThan(1);
    expect(overlaps).to.deep.equal([]);
  });

  it('processes an event while 16 others wait for I/O', async () => {
    const source = 'exports.handler = async (event) => (event.blocks ? new Promise(() => {}) : 1);';
    const { invoke, stop } = probe(source, { timeoutSeconds: 600 });
    let finishedCount = 0;
    const blocked = Array.from({ length: 16 }, () =>
      invoke('probe', { blocks: true }).finally(() => {
        finishedCount += 1;
      }),
    );

    const outcome = await invoke('probe', {});

    expect(outcome).to.deep.equal({ kind: 'returned', payload: 1 });
    expect(finishedCount).to.equal(0);
    await stop();
    await Promise.all(blocked);
  });

  describe('on an overloaded machine', () => {
    const limits = { busyMax: 1, runningMax: 1, queueMax: 1, waitMillisMax: 60_000 };
    const source = `exports.handler = async (event, context) => {
      if (event.blocks) await new Promise((r) => setTimeout(r, 300));
      return context.getRemainingTimeInMillis(); };`;
    const startOverloaded = (changes: Partial<typeof limits> = {}) => {
      const lambda = startProbe(source, {}, undefined, { ...limits, ...changes });
      running = lambda;
      return lambda;
    };

    it('refuses a request, but runs an invocation of a workflow', async () => {
      const { invoke, invokeOrRefuse } = startOverloaded({ queueMax: 0 });

      const outcomes = await Promise.all([
        invokeOrRefuse('probe', { blocks: true }),
        invokeOrRefuse('probe', {}),
        invoke('probe', {}),
      ]);

      expect(outcomes.map((outcome) => (outcome === 'refused' ? outcome : outcome.kind))).to.deep.equal([
        'returned',
        'refused',
        'returned',
      ]);
    });

    it('deducts the wait of a request from the time of its function, so that the caller gets a response in time', async () => {
      const { invokeOrRefuse } = startOverloaded();

      const [, queued] = await Promise.all([invokeOrRefuse('probe', { blocks: true }), invokeOrRefuse('probe', {})]);

      expect(queued).to.have.property('payload').within(5_000, 9_700);
    });
  });

  it('reports each line that a function prints', async () => {
    const { invoke, output } = probe(
      `exports.handler = async () => { console.log('one\\ntwo'); console.error('three'); };`,
    );

    await invoke('probe', {});
    await eventually(() => (output.length === 3 ? true : undefined));

    expect(output).to.have.deep.members([
      { line: 'one', stream: 'stdout' },
      { line: 'two', stream: 'stdout' },
      { line: 'three', stream: 'stderr' },
    ]);
  });

  it('loads a function on warm-up, before its first event', async () => {
    const { invoke, warm } = probe('const born = Date.now(); exports.handler = async () => born;');

    await warm(['probe']);
    const warmed = Date.now();
    const outcome = await invoke('probe', {});

    expect(outcome.kind === 'returned' && outcome.payload).to.be.at.most(warmed);
  });

  it('does not start an execution environment after it is stopped', async () => {
    const { warm, invoke, stop, output } = probe('console.log("loaded"); exports.handler = async () => 1;');

    await stop();
    await warm(['probe']);
    const outcome = await invoke('probe', {});

    expect(outcome.kind).to.equal('crashed');
    expect(output).to.deep.equal([]);
  });
});
