import type { Step, Submission } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import type { WorkflowGraph, WorkflowNode } from '#lib/workflow.ts';
import { millisBetween } from './format-submission.ts';
import { type Answer, doneText, validText } from './step-words.ts';
import { submissionWords } from './messages.ts';
import type { NodeState, Trace } from './workflow-trace.ts';

/** All that is known of one state of the workflow in one submission, in words. */
export type StepFacts = {
  readonly name: string;
  readonly state: NodeState;
  readonly stateText: string;
  /** The second line in the picture: a time, a count or a word. */
  readonly brief: string;
  readonly happened: string;
  readonly step: Step | undefined;
  readonly duration: string | undefined;
};

const stateTexts: Readonly<Record<NodeState, string>> = {
  waiting: submissionWords.workflow.waiting,
  done: submissionWords.workflow.done,
  failed: submissionWords.workflow.failed,
  'not-needed': submissionWords.workflow.notNeeded,
  'not-reached': submissionWords.workflow.notReached,
  unknown: submissionWords.workflow.unknown,
};

function answerOf(graph: WorkflowGraph, { name, kind }: WorkflowNode, trace: Trace): Answer {
  if (kind !== 'choice') return undefined;
  const taken = graph.edges.find((edge) => edge.from === name && trace.isTaken(edge));
  return taken && (taken.kind === 'next' ? 'yes' : 'no');
}

function briefOf(answer: Answer, submission: Submission): string | undefined {
  return answer && (validText(submissionWords.workflow.validOf, submission) ?? submissionWords.workflow[answer]);
}

function happenedOf(name: string, state: NodeState, submission: Submission, answer: Answer): string {
  if (state === 'failed') {
    return name === submission.failure?.step ? submission.failure.reason : submissionWords.workflow.ended;
  }
  return (state === 'done' ? doneText(name, submission, answer) : undefined) ?? stateTexts[state];
}

export function stepFacts(graph: WorkflowGraph, node: WorkflowNode, submission: Submission, trace: Trace): StepFacts {
  const { name } = node;
  const state = trace.stateOf(name);
  const answer = answerOf(graph, node, trace);
  const step = submission.steps.find((reported) => reported.name === name);
  const duration = step && format.duration(millisBetween(step.startedAt, step.endedAt));
  return {
    name,
    state,
    stateText:
      state === 'done' && duration ? formatMessage(submissionWords.workflow.doneIn, { duration }) : stateTexts[state],
    brief: duration ?? briefOf(answer, submission) ?? stateTexts[state],
    happened: happenedOf(name, state, submission, answer),
    step,
    duration,
  };
}

/** The whole of it as one name, for who does not see the picture. */
export function nameOf({ name, stateText, happened }: StepFacts): string {
  const parts = happened === stateText ? [name, stateText] : [name, stateText, happened];
  return parts.join(', ');
}
