import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { Budget, LogFields, Metrics, World } from '#ports.ts';
import { DeadlineError, withinBudget } from '#runtime/deadline.ts';

/** One step of the workflow: from its untrusted input, through the operation, to what the next step takes. */
export interface Task<Ports, Input, Output> {
  readonly world: World<Ports>;
  readonly read: (event: unknown) => Input;
  readonly run: (ports: Ports, budget: Budget) => (input: Input) => Promise<Output>;
  readonly report: (output: Output, ports: Ports) => Report;
}

/** What is told of a step that did its work. */
export interface Report {
  readonly logFields: LogFields;
  readonly metrics?: Parameters<Metrics>[0];
}

interface Invocation {
  readonly getRemainingTimeInMillis: () => number;
}

export function task<Ports, Input, Output>({ world, read, run, report }: Task<Ports, Input, Output>) {
  return async (event: unknown, invocation: Invocation): Promise<Output> => {
    const { clock, logger, metrics } = world.telemetry();
    const startedAt = clock.now();
    try {
      const input = read(event);
      return await withinBudget(invocation.getRemainingTimeInMillis(), async (budget) => {
        const ports = world.open(budget);
        const output = await run(ports, budget)(input);
        const { logFields, metrics: values } = report(output, ports);
        if (values) metrics(values);
        logger.info('step', { ...logFields, durationMillis: clock.now() - startedAt });
        return output;
      });
    } catch (cause) {
      logger.error('step', { durationMillis: clock.now() - startedAt }, cause);
      throw retryable(cause);
    }
  };
}

/** Every step may run again, so in the workflow "it may have happened" is as good as "it did not". */
function retryable(cause: unknown): unknown {
  const isUnknown = cause instanceof OutcomeUnknownError || cause instanceof DeadlineError;
  return isUnknown ? new TransientError('The step did not end in time.', { cause }) : cause;
}
