/** The persisted state of an execution; status and history are derived from it. Payloads are JSON text. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly input: string;
  readonly startedAtMillis: number;
  /** The last step may still be running. */
  readonly steps: Step[];
  end?: ExecutionEnd;
}

/** One entered state. */
export interface Step {
  readonly state: string;
  readonly type: string;
  readonly enteredAtMillis: number;
  /** Function invocations of a Task, including retries. */
  readonly attempts: Attempt[];
  exited?: StepExit;
}

export interface StepExit {
  readonly atMillis: number;
  readonly output: string;
  /** Undefined for the last state. */
  readonly next?: string | undefined;
}

export interface Attempt {
  /** Set only if InputPath or Parameters changed the state's input. */
  readonly input?: string | undefined;
  readonly startedAtMillis: number;
  ended?: AttemptEnd;
}

/** `output` is omitted if it equals the state's output. */
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

export function getStatus({ end }: Execution): 'RUNNING' | ExecutionEnd['status'] {
  return end?.status ?? 'RUNNING';
}

/** The input of a state is the output of the previous one. */
export function getStepInput({ input, steps }: Execution, index: number): string {
  return steps[index - 1]?.exited?.output ?? input;
}

/** An interrupted execution resumes after the last completed state. */
export function findResumption({ input, steps }: Execution, startAt: string): Resumption {
  const finished = steps.findLastIndex(({ exited }) => exited !== undefined) + 1;
  const last = steps[finished - 1]?.exited;
  return last ? { finished, state: last.next, input: last.output } : { finished, state: startAt, input };
}

export interface Resumption {
  /** The number of completed steps. */
  readonly finished: number;
  /** Undefined if the last state of the machine has exited. Then `input` is the output of the execution. */
  readonly state: string | undefined;
  readonly input: string;
}
