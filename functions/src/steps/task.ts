import type { ClientName } from '#domain/client.ts';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { Deadline, LambdaContext, LogFields, Metrics, Runtime } from '#ports.ts';
import { DeadlineError, withDeadline } from '#runtime/deadline.ts';

/** A Task state of the workflow: parses its untrusted input, runs the operation, and returns the next state's input. */
export interface Task<Deps, Input, Output, State> {
  readonly runtime: Runtime<Deps>;
  readonly parse: (event: unknown) => Input;
  readonly run: (deps: Deps, deadline: Deadline) => (input: Input) => Promise<Output>;
  readonly report: (output: Output, deps: Deps) => Report;
  /** The execution history keeps it for 90 days, so it must not contain customer IDs. */
  readonly toState: (output: Output) => State;
}

export interface Report {
  readonly logFields: LogFields;
  /** Names the client in the metrics. */
  readonly client?: ClientName | undefined;
  readonly metrics?: Parameters<Metrics>[0];
}

export function task<Deps, Input, Output, State>(definition: Task<Deps, Input, Output, State>) {
  const { runtime, parse, run, report, toState } = definition;
  return async (event: unknown, context: Pick<LambdaContext, 'getRemainingTimeInMillis'>): Promise<State> => {
    const { clock, logger, metrics } = runtime.telemetry();
    const startedAt = clock.now();
    try {
      const input = parse(event);
      return await withDeadline(context.getRemainingTimeInMillis(), async (deadline) => {
        const deps = runtime.createDeps(deadline);
        const output = await run(deps, deadline)(input);
        const { logFields, client, metrics: values } = report(output, deps);
        if (values) metrics(values, client);
        logger.info('step', { ...logFields, durationMillis: clock.now() - startedAt });
        return toState(output);
      });
    } catch (cause) {
      logger.error('step', { durationMillis: clock.now() - startedAt }, cause);
      throw toRetryable(cause);
    }
  };
}

/** Steps are idempotent, so an unknown outcome can be retried like a transient error. */
function toRetryable(cause: unknown): unknown {
  const isUnknown = cause instanceof OutcomeUnknownError || cause instanceof DeadlineError;
  return isUnknown ? new TransientError('The step did not finish before its deadline.', { cause }) : cause;
}
