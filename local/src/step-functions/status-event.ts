import type { EventEntry } from '#local/eventbridge/event.ts';
import type { Execution, ExecutionEnd } from './execution.ts';

/** Above this AWS leaves a payload out of the event. */
const includedBytesMax = 248 * 1024;

/** What the default bus is told when an execution starts and when it ends. */
export function statusEvent(execution: Execution, end: ExecutionEnd | undefined): EventEntry {
  const { arn, name, machineArn, startedAtMillis } = execution;
  const atMillis = end?.atMillis ?? null;
  const detail = {
    executionArn: arn,
    stateMachineArn: machineArn,
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
    name,
    status: end?.status ?? 'RUNNING',
    startDate: startedAtMillis,
    stopDate: atMillis,
    ...payload('input', execution.input),
    ...outcomeOf(end),
  };
  return {
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    detail: JSON.stringify(detail),
    time: new Date(atMillis ?? startedAtMillis),
    resources: [arn],
  };
}

function outcomeOf(end: ExecutionEnd | undefined): object {
  if (end?.status === 'SUCCEEDED') return { ...payload('output', end.output), error: null, cause: null };
  return { output: null, outputDetails: null, error: end?.error ?? null, cause: end?.cause ?? null };
}

function payload(name: 'input' | 'output', text: string): object {
  const included = Buffer.byteLength(text) <= includedBytesMax;
  return { [name]: included ? text : null, [`${name}Details`]: { included } };
}
