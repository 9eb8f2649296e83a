import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDefinition } from '#local/lambda/function-definition.ts';
import type { OnInvoked } from '#local/lambda/invocation-metrics.ts';
import { type Lambda, startLambda } from '#local/lambda/lambda.ts';
import type { RunLimits } from '#local/lambda/run-slots.ts';
import { createZip } from './create-zip.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface OutputLine {
  readonly line: string;
  readonly stream: 'stdout' | 'stderr';
}

/** Starts Lambda with one function, `probe`, and collects its output. */
export function startProbe(
  source: string,
  changes: Partial<FunctionDefinition> = {},
  onInvoked?: OnInvoked,
  runLimits?: RunLimits,
): Lambda & { output: OutputLine[] } {
  const root = temporaryFolder();
  writeFileSync(join(root, 'probe.zip'), createZip({ 'index.js': source }));
  // As in this repository, which contains the default data folder.
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  const output: OutputLine[] = [];
  const lambda = startLambda({
    definitions: [{ ...probe, ...changes }],
    root,
    tasksFolder: join(root, 'functions'),
    accessVariables: () => ({ AWS_REGION: 'eu-west-1' }),
    ...(onInvoked && { onInvoked }),
    ...(runLimits && { runLimits }),
    onOutput: (_, line, stream) => output.push({ line, stream }),
  });
  return { ...lambda, output };
}

const probe: FunctionDefinition = {
  name: 'probe',
  arn: 'arn:aws:lambda:eu-west-1:123456789012:function:probe',
  roleArn: 'arn:aws:iam::123456789012:role/probe',
  zip: 'probe.zip',
  handler: 'index.handler',
  runtime: 'nodejs22.x',
  timeoutSeconds: 10,
  memoryMegabytes: 128,
  reservedConcurrency: undefined,
  environment: { GREETING: 'hello' },
  logGroup: '/aws/lambda/probe',
  logFormat: 'JSON',
  logLevel: 'INFO',
};
