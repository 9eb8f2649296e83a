import { useId, useMemo } from 'react';
import type { Submission } from '#lib/api/submissions.ts';
import { fill } from '#lib/phrase.ts';
import { words } from '#lib/words.ts';
import { workflowGraph } from '#lib/workflow.ts';
import { tookOf } from './describe.ts';
import { rem } from './rem.ts';
import { type StepFacts, stepFacts } from './step-facts.ts';
import { validCount } from './step-words.ts';
import { traceSubmission } from './trace.ts';
import { WorkflowLabels, WorkflowLines } from './workflow-lines.tsx';
import { WorkflowNodeBox } from './workflow-node-box.tsx';
import { WorkflowRail } from './workflow-rail.tsx';

function summaryOf(submission: Submission, walked: readonly StepFacts[]): string {
  switch (submission.status) {
    case 'received':
      return words.workflow.summaryRunning;
    case 'completed': {
      const steps = walked.map(({ name }) => name).join(', ');
      return fill(words.workflow.summaryCompleted, { duration: tookOf(submission) ?? '', steps });
    }
    case 'failed': {
      const step = submission.failure?.step;
      return step ? fill(words.workflow.summaryFailed, { step }) : words.workflow.summaryFailedSomewhere;
    }
  }
}

const graph = workflowGraph();

/** Each state in order of execution; what only a failure leads to is left out where there was none. */
export function useSteps(submission: Submission) {
  return useMemo(() => {
    const trace = traceSubmission(graph, submission);
    const steps = graph.nodes.map((node) => ({ node, facts: stepFacts(graph, node, submission, trace) }));
    const isWalked = ({ facts: { state } }: (typeof steps)[number]) => state === 'done' || state === 'failed';
    return {
      trace,
      steps,
      walked: steps.filter(isWalked).map(({ facts }) => facts),
      listed: steps.filter((step) => step.node.lane === 'main' || isWalked(step)).map(({ facts }) => facts),
    };
  }, [submission]);
}

/** The workflow as it is deployed, with the path that this submission took. */
export function WorkflowFigure({ submission }: { readonly submission: Submission }) {
  const summary = useId();
  const { trace, steps, walked, listed } = useSteps(submission);
  return (
    <figure aria-label={words.workflow.figure} aria-describedby={summary} className="@container px-(--edge) py-4">
      <figcaption id={summary} className="sr-only">
        {summaryOf(submission, walked)}
      </figcaption>
      <div
        style={{ width: rem(graph.width), height: rem(graph.height) }}
        className="relative hidden @min-[41.25rem]:block"
      >
        <WorkflowLines graph={graph} trace={trace} isRunning={submission.status === 'received'} />
        <WorkflowLabels graph={graph} trace={trace} valid={validCount(submission)} />
        <ol>
          {steps.map(({ node, facts }) => (
            <WorkflowNodeBox key={node.name} node={node} facts={facts} />
          ))}
        </ol>
      </div>
      <WorkflowRail steps={listed} />
    </figure>
  );
}
