/** All that is kept of one execution: the story from which status, history and a resumed run are told. Payloads are JSON text. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly input: string;
  readonly startedAtMillis: number;
  /** The last one may still be under way. */
  readonly steps: Step[];
  end?: ExecutionEnd;
}

/** One visit of a state. */
export interface Step {
  readonly state: string;
  readonly type: string;
  readonly enteredAtMillis: number;
  /** Calls of the function of a Task, retries included. */
  readonly attempts: Attempt[];
  exited?: StepExit;
}

export interface StepExit {
  readonly atMillis: number;
  readonly output: string;
  /** Undefined after the last state. */
  readonly next?: string | undefined;
}

export interface Attempt {
  /** Only when the state's InputPath or Parameters made something else of its input. */
  readonly input?: string | undefined;
  readonly startedAtMillis: number;
  ended?: AttemptEnd;
}

/** The output of an attempt is left out when it became that of its state. */
export type AttemptEnd =
  | { readonly kind: 'succeeded'; readonly atMillis: number; readonly output?: string | undefined }
  | {
      readonly kind: 'failed' | 'timed-out';
      readonly atMillis: number;
      readonly error: string;
      readonly cause: string;
    };

export type ExecutionEnd =
  | { readonly status: 'SUCCEEDED'; readonly atMillis: number; readonly output: string }
  | (ExecutionFailure & { readonly atMillis: number });

export interface ExecutionFailure {
  readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

export function statusOf({ end }: Execution): 'RUNNING' | ExecutionEnd['status'] {
  return end?.status ?? 'RUNNING';
}

/** What a state took in is what the one before it gave out. */
export function inputOf({ input, steps }: Execution, index: number): string {
  return steps[index - 1]?.exited?.output ?? input;
}

/** Where a run that was interrupted goes on: behind the last state that ended. */
export function resumptionOf({ input, steps }: Execution, startAt: string): Resumption {
  const finished = steps.findLastIndex(({ exited }) => exited !== undefined) + 1;
  const last = steps[finished - 1]?.exited;
  return { finished, state: last?.next ?? startAt, input: last?.output ?? input };
}

export interface Resumption {
  /** How many steps need not be run again. */
  readonly finished: number;
  readonly state: string;
  readonly input: string;
}
