import { setTimeout as sleep } from 'node:timers/promises';
import type { FailedInvocation, InvocationOutcome } from '#local/lambda/invoke.ts';
import { type Faults, nameInArn } from './faults.ts';
import type { Fault } from './scenario.ts';

type InvokeWith<Extra> = (functionName: string, event: unknown) => Promise<InvocationOutcome | Extra>;

/** Injects the faults of the point `invocation`. Reports of the function's own runs stay as they are. */
export function withInvocationFaults<Extra>(faults: Faults, invoke: InvokeWith<Extra>): InvokeWith<Extra> {
  return async (functionName, event) => {
    const name = nameInArn(functionName);
    const text = JSON.stringify(event) ?? '';
    const fault = faults.find('invocation', { operation: 'Invoke', function: name, text });
    return fault ? inject(fault, faults, () => invoke(functionName, event)) : invoke(functionName, event);
  };
}

async function inject<Outcome>(
  { mode, argument }: Fault<'invocation'>,
  { cleared }: Faults,
  run: () => Promise<Outcome>,
): Promise<Outcome | InvocationOutcome> {
  switch (mode) {
    case 'error':
      return fail('threw', String(argument ?? 'Lambda.ServiceException'), 'Injected error');
    case 'throttle':
      return fail('throttled', 'TooManyRequestsException', 'Rate Exceeded.');
    case 'crash':
      return fail('crashed', 'Runtime.ExitError', 'Injected: RequestId: 0 Error: Runtime exited');
    case 'malformed':
      await run();
      return { kind: 'returned', payload: argument ?? 'not a result' };
    case 'timeout-after':
      await run();
      return fail('timed-out', 'Sandbox.Timedout', 'Injected: Task timed out');
    case 'double':
      return (await Promise.all([run(), run()]))[0];
    case 'latency':
      await sleep(Number(argument ?? 100), undefined, { signal: cleared }).catch(() => undefined);
      return run();
  }
}

const fail = (kind: FailedInvocation['kind'], errorType: string, errorMessage: string): FailedInvocation => ({
  kind,
  errorType,
  errorMessage,
});
