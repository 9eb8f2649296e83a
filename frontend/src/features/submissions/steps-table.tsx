import { Cell, HeadCell, Table } from '#components/table.tsx';
import { format } from '#lib/formatting.ts';
import { NodeIcon } from './step-icon.tsx';
import type { StepFacts } from './workflow-steps.ts';
import { submissionWords } from './messages.ts';

type StepRowProps = { readonly facts: StepFacts; readonly isTimed: boolean };

function StepRow({ facts: { name, state, happened, step, duration }, isTimed }: StepRowProps) {
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: a row that is drawn as a block loses its role in some browsers
      role="row"
      className="border-b border-line max-rail:block max-rail:px-(--edge) max-rail:py-2.5"
    >
      <Cell className="font-medium">{name}</Cell>
      <Cell className={state === 'failed' ? 'text-bad' : 'text-fg-2'}>
        <span className="flex items-center gap-1.5">
          <NodeIcon state={state} />
          {happened}
        </span>
      </Cell>
      {isTimed && (
        <>
          <Cell align="right" className="whitespace-nowrap text-fg-2 max-rail:empty:hidden">
            {step && <time dateTime={step.startedAt}>{format.clock(step.startedAt)}</time>}
          </Cell>
          <Cell align="right" className="whitespace-nowrap text-fg-2 max-rail:empty:hidden">
            {duration}
          </Cell>
        </>
      )}
    </tr>
  );
}

/** The picture once more as text; a time that is not reported is left out. */
export function StepsTable({ steps }: { readonly steps: readonly StepFacts[] }) {
  const isTimed = steps.some(({ step }) => step !== undefined);
  return (
    <Table
      caption={submissionWords.steps.caption}
      head={
        <>
          <HeadCell width="w-[10.25rem]">{submissionWords.steps.step}</HeadCell>
          <HeadCell>{submissionWords.steps.happened}</HeadCell>
          {isTimed && <HeadCell align="right">{submissionWords.steps.started}</HeadCell>}
          {isTimed && <HeadCell align="right">{submissionWords.steps.duration}</HeadCell>}
        </>
      }
    >
      {steps.map((facts) => (
        <StepRow key={facts.name} facts={facts} isTimed={isTimed} />
      ))}
    </Table>
  );
}
