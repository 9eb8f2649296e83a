/** For other services. Resolves to `started` when the execution is on disk. */
export type StartExecution = (request: {
  readonly stateMachineArn: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
}) => Promise<'started' | 'no-such-machine' | 'invalid-input'>;
