import { useMemo } from 'react';
import type { Submission } from '#lib/api/submissions.ts';
import { workflowGraph } from '#lib/workflow.ts';
import { stepFacts } from './step-facts.ts';
import { traceSubmission } from './trace.ts';

const graph = workflowGraph();

/** Each state in order of execution; what only a failure leads to is left out where there was none. */
export function useSteps(submission: Submission) {
  return useMemo(() => {
    const trace = traceSubmission(graph, submission);
    const steps = graph.nodes.map((node) => ({ node, facts: stepFacts(graph, node, submission, trace) }));
    const isWalked = ({ facts: { state } }: (typeof steps)[number]) => state === 'done' || state === 'failed';
    return {
      graph,
      trace,
      steps,
      walked: steps.filter(isWalked).map(({ facts }) => facts),
      listed: steps.filter((step) => step.node.lane === 'main' || isWalked(step)).map(({ facts }) => facts),
    };
  }, [submission]);
}
