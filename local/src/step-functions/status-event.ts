import type { EventEntry } from '#local/eventbridge/event.ts';
import type { Execution, ExecutionEnd } from './execution.ts';

/** AWS omits larger payloads from the event. */
const includedBytesMax = 248 * 1024;

/** The status change event for the default bus. */
export function createStatusEvent(execution: Execution, end: ExecutionEnd | undefined): EventEntry {
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
    ...describePayload('input', execution.input),
    ...describeOutcome(end),
  };
  return {
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    detail: JSON.stringify(detail),
    time: new Date(atMillis ?? startedAtMillis),
    resources: [arn],
  };
}

function describeOutcome(end: ExecutionEnd | undefined): object {
  if (end?.status === 'SUCCEEDED') return { ...describePayload('output', end.output), error: null, cause: null };
  return { output: null, outputDetails: null, error: end?.error ?? null, cause: end?.cause ?? null };
}

function describePayload(name: 'input' | 'output', text: string): object {
  const included = Buffer.byteLength(text) <= includedBytesMax;
  return { [name]: included ? text : null, [`${name}Details`]: { included } };
}
