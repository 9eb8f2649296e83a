import { useMemo } from 'react';
import type { Submission } from '#lib/api/submissions.ts';
import { workflowGraph } from '#lib/workflow.ts';
import { type StepFacts, stepFacts } from './workflow-steps.ts';
import { traceSubmission } from './workflow-trace.ts';

const graph = workflowGraph();

/** Each state in order of execution; what only a failure leads to is left out where there was none. */
export function useSteps(submission: Submission) {
  return useMemo(() => {
    const trace = traceSubmission(graph, submission);
    const steps = graph.nodes.map((node) => ({ node, facts: stepFacts(graph, node, submission, trace) }));
    const isWalked = ({ facts: { state } }: (typeof steps)[number]) => state === 'done' || state === 'failed';
    const shown = steps.filter((step) => step.node.lane === 'main' || isWalked(step)).map(({ facts }) => facts);
    const isReached = ({ state }: StepFacts) => state !== 'not-reached';
    return {
      graph,
      trace,
      steps,
      walked: steps.filter(isWalked).map(({ facts }) => facts),
      // What a failure cut off comes last: else it would stand between the step that failed and what came of that.
      listed: [...shown.filter(isReached), ...shown.filter((facts) => !isReached(facts))],
    };
  }, [submission]);
}
