/** How other services start an execution. Resolves with `started` when the execution and its input are on disk. */
export type StartExecution = (request: {
  readonly stateMachineArn: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
}) => Promise<'started' | 'no-such-machine' | 'invalid-input'>;
