import { mainPath } from '#frontend-vite/state-machine.ts';
import { readStateMachine } from '#frontend-vite/workflow-graph.ts';
import type { JsonReader } from '#tools/lib/json-reader.ts';
import type { Stack } from '#tools/lib/stack.ts';
import { type Part, reachEdges, toNodeId } from './architecture-api.ts';
import type { Edge, Node } from './mermaid.ts';
import { readFunctions, type StackFunction } from './stack-functions.ts';

export function tables(stack: Stack): Part {
  const nodes = stack.ofType('aws_dynamodb_table').map((table): Node => {
    const indexes = table.blocks('global_secondary_index').map((index) => `index ${index.text('name')}`);
    const id = table.text('name');
    return { id, lines: [id.replace(/_[^_]+$/, ''), `key ${table.text('hash_key')}`, ...indexes], style: 'store' };
  });
  return { nodes, edges: [] };
}

export function eventBridge(stack: Stack): Part {
  const bus = stack.only('aws_cloudwatch_event_bus').text('name');
  const days = stack.only('aws_cloudwatch_event_archive').number('retention_days');
  const rules = stack.ofType('aws_cloudwatch_event_rule');
  const targets = stack.ofType('aws_cloudwatch_event_target');
  return {
    nodes: [
      { id: bus, lines: ['Event bus', `archive of ${days} days`], style: 'event' },
      ...rules.map((rule): Node => ({ id: rule.text('name'), lines: ruleLines(rule), style: 'event' })),
    ],
    edges: [
      ...rules.filter((rule) => rule.has('event_bus_name')).map((rule) => ({ from: bus, to: rule.text('name') })),
      ...targets.map((target) => ({ from: target.text('rule'), to: toTargetId(stack, target.text('arn')) })),
      ...deadLetterEdges(targets),
    ],
  };
}

function ruleLines(rule: JsonReader): Node['lines'] {
  const statuses = rule.record('event_pattern').record('detail', {}).fields['status'];
  const on = Array.isArray(statuses) ? [statuses.join(', ')] : [];
  return [`rule ${shortName(rule)}`, ...on];
}

/** Names are `<project>-<environment>-<name>`; the diagram shows the last part. */
const shortName = (resource: JsonReader): string => resource.text('name').split('-').slice(3).join('-');

function toTargetId(stack: Stack, arn: string): string {
  const [first] = listSteps(stack);
  if (arn.includes(':stateMachine:') && first) return first.id;
  return listSteps(stack).find((step) => step.arn === arn)?.id ?? toNodeId(arn);
}

/** One edge per rule, even if several targets share the queue. */
function deadLetterEdges(targets: readonly JsonReader[]): readonly Edge[] {
  const pairs = targets.flatMap((target) =>
    target.blocks('dead_letter_config').map((config) => [target.text('rule'), toNodeId(config.text('arn'))] as const),
  );
  return [...new Map(pairs)].map(([from, to]) => ({ from, to, label: 'undeliverable', line: 'dotted' }));
}

interface Step {
  /** The function's name. States with the same function are one step. */
  readonly id: string;
  readonly arn: string;
  readonly states: readonly string[];
}

/** The functions that the state machine calls, in order. */
function listSteps(stack: Stack): readonly Step[] {
  const functions = readFunctions(stack);
  const steps = new Map<string, Step>();
  for (const [state, arn] of taskStates(stack)) {
    const id = functions.find(({ functionName }) => arn.includes(`:${functionName}:`))?.name ?? toNodeId(arn);
    steps.set(id, { id, arn, states: [...(steps.get(id)?.states ?? []), state] });
  }
  const path = mainPath(readStateMachine());
  const position = ({ states }: Step) => path.findIndex((name) => states.includes(name));
  return [...steps.values()].sort((a, b) => position(a) - position(b));
}

function taskStates(stack: Stack): readonly (readonly [state: string, functionArn: string])[] {
  const states = stack.only('aws_sfn_state_machine').record('definition').record('States').entries();
  return states.flatMap(([name, state]) => (state.has('Resource') ? [[name, state.text('Resource')] as const] : []));
}

export function workflow(stack: Stack, functions: readonly StackFunction[]): Part {
  const steps = listSteps(stack);
  const called = functions.filter(({ name }) => steps.some(({ id }) => id === name));
  const [unsuccessful] = stack.ofType('aws_cloudwatch_event_rule').filter((rule) => !rule.has('event_bus_name'));
  return {
    nodes: steps.map(({ id, states }) => ({ id, lines: [states.join(', '), id], style: 'compute' })),
    edges: [
      ...steps.slice(1).map(({ id }, index): Edge => ({ from: steps[index]?.id ?? id, to: id, line: 'thick' })),
      ...called.flatMap((step) => reachEdges(step.name, [step])),
      ...failedInvocationEdges(stack, called),
      ...(unsuccessful
        ? [{ from: 'workflow', to: unsuccessful.text('name'), label: 'status', line: 'dotted' as const }]
        : []),
    ],
  };
}

function failedInvocationEdges(stack: Stack, functions: readonly StackFunction[]): readonly Edge[] {
  return stack.ofType('aws_lambda_function_event_invoke_config').flatMap((config): readonly Edge[] => {
    const { name } = functions.find(({ functionName }) => functionName === config.text('function_name')) ?? {};
    const queueArn = config.block('destination_config')?.block('on_failure')?.text('destination');
    if (name === undefined || queueArn === undefined) return [];
    return [{ from: name, to: toNodeId(queueArn), label: 'not processed', line: 'dotted' }];
  });
}

export function failureHandling(stack: Stack): Part {
  const queues = stack.ofType('aws_sqs_queue').map((queue): Node => {
    const days = queue.number('message_retention_seconds') / 86_400;
    return { id: queue.text('name'), lines: [shortName(queue), `queue, ${days} days`], style: 'failure' };
  });
  if (stack.ofType('aws_cloudwatch_metric_alarm').length === 0) return { nodes: queues, edges: [] };
  const [topic] = stack.ofType('aws_sns_topic');
  return {
    nodes: [
      ...queues,
      { id: 'alarms', lines: ['CloudWatch alarms', 'a runbook each'], style: 'failure' },
      ...(topic ? [{ id: 'topic', lines: ['SNS', 'e-mail'], style: 'person' } as const] : []),
    ],
    edges: [
      ...queues.map(({ id }): Edge => ({ from: id, to: 'alarms', line: 'dotted' })),
      ...(topic ? [{ from: 'alarms', to: 'topic' }] : []),
    ],
  };
}
