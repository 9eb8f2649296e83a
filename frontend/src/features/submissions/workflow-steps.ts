import { useMemo } from 'react';
import type { Step, Submission } from '#lib/api/submissions.ts';
import { format, formatMessage } from '#lib/format.ts';
import { type WorkflowGraph, type WorkflowNode, workflowGraph } from '#lib/workflow.ts';
import { formatDurationBetween, formatIdCount, formatValidCounts, validCount } from './format-submission.ts';
import { submissionMessages } from './submission-messages.ts';
import { type NodeState, traceSubmission, type WorkflowTrace } from './workflow-trace.ts';

const messages = submissionMessages.workflow;

/** One state of the workflow as it went for one submission, formatted for display. */
export type WorkflowStep = {
  /** The state's name in the ASL definition. */
  readonly name: string;
  readonly label: string;
  readonly state: NodeState;
  readonly stateText: string;
  /** Second line in the diagram: a duration, a count or the state. */
  readonly brief: string;
  readonly result: string;
  readonly step: Step | undefined;
  readonly duration: string | undefined;
};

const stateTexts: Readonly<Record<NodeState, string>> = {
  waiting: messages.waiting,
  'if-needed': messages.ifNeeded,
  done: messages.done,
  failed: messages.failed,
  'not-needed': messages.notNeeded,
  'not-reached': messages.notReached,
  unknown: messages.unknown,
};

/** The branch taken by a Choice state, if known. */
type Choice = 'yes' | 'no' | undefined;

type FormatResult = (submission: Submission, choice: Choice) => string | undefined;

function formatValid(text: (typeof messages)['validOf' | 'validOfNamed'], submission: Submission): string | undefined {
  const valid = validCount(submission);
  if (valid === undefined) return undefined;
  return formatMessage(text, { valid: format.number(valid), all: format.number(submission.counts.submitted) });
}

function formatChoice(submission: Submission, choice: Choice): string | undefined {
  if (choice === 'no') return messages.noneValid;
  const valid = validCount(submission);
  if (valid !== undefined) return formatMessage(messages.validCount, { n: format.number(valid) });
  return choice && messages.someValid;
}

function formatValidation(submission: Submission): string {
  const ids = formatIdCount(submission.counts.submitted);
  return formatValid(messages.validOfNamed, submission) ?? formatMessage(messages.checked, { ids });
}

const formatWritten = ({ counts }: Submission): string | undefined => formatValidCounts(counts) || undefined;

/** A state without an entry is shown by its ASL name. */
const labels: ReadonlyMap<string, string> = new Map(Object.entries(submissionMessages.stateLabels));

export const stateLabel = (name: string): string => labels.get(name) ?? name;

const doneTexts: ReadonlyMap<string, FormatResult> = new Map([
  ['ValidateIds', formatValidation],
  ['AnyValid?', formatChoice],
  ['AddToTable', formatWritten],
  ['DeleteFromTable', formatWritten],
  ['LogEvent', () => messages.recorded],
  ['LogFailure', () => messages.failureRecorded],
]);

function choiceTaken(graph: WorkflowGraph, { name, kind }: WorkflowNode, trace: WorkflowTrace): Choice {
  if (kind !== 'choice') return undefined;
  const taken = graph.edges.find((edge) => edge.from === name && trace.isTaken(edge));
  return taken && (taken.kind === 'next' ? 'yes' : 'no');
}

function formatResult(name: string, state: NodeState, submission: Submission, choice: Choice): string {
  if (state === 'failed') {
    return name === submission.failure?.step ? submission.failure.reason : messages.ended;
  }
  return (state === 'done' ? doneTexts.get(name)?.(submission, choice) : undefined) ?? stateTexts[state];
}

function toStep(graph: WorkflowGraph, node: WorkflowNode, submission: Submission, trace: WorkflowTrace): WorkflowStep {
  const { name } = node;
  const state = trace.stateOf(name);
  const choice = choiceTaken(graph, node, trace);
  const step = submission.steps.find((reported) => reported.name === name);
  const duration = step && formatDurationBetween(step.startedAt, step.endedAt);
  const choiceText = choice && (formatValid(messages.validOf, submission) ?? messages[choice]);
  return {
    name,
    label: stateLabel(name),
    state,
    stateText: state === 'done' && duration ? formatMessage(messages.doneIn, { duration }) : stateTexts[state],
    brief: duration ?? choiceText ?? stateTexts[state],
    result: formatResult(name, state, submission, choice),
    step,
    duration,
  };
}

/** Accessible name of a step in the diagram. */
export function stepDescription({ label, stateText, result }: WorkflowStep): string {
  return (result === stateText ? [label, stateText] : [label, stateText, result]).join(', ');
}

/** All states in order of execution. `listed` omits the error states unless there was an error. */
export function useWorkflowSteps(submission: Submission) {
  return useMemo(() => {
    const graph = workflowGraph(submission.action);
    const trace = traceSubmission(graph, submission);
    const nodes = graph.nodes.map((node) => ({ node, step: toStep(graph, node, submission, trace) }));
    const isExecuted = ({ step: { state } }: (typeof nodes)[number]) => state === 'done' || state === 'failed';
    const shown = nodes.filter((entry) => entry.node.lane === 'main' || isExecuted(entry)).map(({ step }) => step);
    const isReached = ({ state }: WorkflowStep) => state !== 'not-reached';
    return {
      graph,
      trace,
      nodes,
      executed: nodes.filter(isExecuted).map(({ step }) => step),
      // States that were not reached come last, so that the error handler follows the step that failed.
      listed: [...shown.filter(isReached), ...shown.filter((step) => !isReached(step))],
    };
  }, [submission]);
}
