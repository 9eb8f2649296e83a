import { Cell, HeadCell, Row, Table } from '#components/table.tsx';
import type { Submission } from '#lib/api/submissions.ts';
import { format } from '#lib/format.ts';
import { StepIcon } from './step-icon.tsx';
import { submissionMessages } from './submission-messages.ts';
import { useWorkflowSteps, type WorkflowStep } from './workflow-steps.ts';

const messages = submissionMessages.steps;

type StepRowProps = { readonly step: WorkflowStep; readonly isTimed: boolean };

function StepRow({ step: { name, state, result, step, duration }, isTimed }: StepRowProps) {
  return (
    <Row className="max-rail:block max-rail:px-(--edge) max-rail:py-2.5">
      <Cell className="font-medium">{name}</Cell>
      <Cell className={state === 'failed' ? 'text-bad' : 'text-fg-2'}>
        <span className="flex items-center gap-1.5">
          <StepIcon state={state} />
          {result}
        </span>
      </Cell>
      {isTimed && (
        <>
          <Cell align="right" className="whitespace-nowrap text-fg-2 max-rail:empty:hidden">
            {step && (
              <time dateTime={step.startedAt} title={format.zonedTime(step.startedAt)}>
                {format.clock(step.startedAt)}
              </time>
            )}
          </Cell>
          <Cell align="right" className="whitespace-nowrap text-fg-2 max-rail:empty:hidden">
            {duration}
          </Cell>
        </>
      )}
    </Row>
  );
}

/** The workflow as text, with the state names of the ASL definition. */
export function StepsTable({ submission }: { readonly submission: Submission }) {
  const { listed: steps } = useWorkflowSteps(submission);
  const isTimed = steps.some(({ step }) => step !== undefined);
  return (
    <Table
      caption={messages.caption}
      head={
        <>
          <HeadCell width="w-[10.25rem]">{messages.state}</HeadCell>
          <HeadCell>{messages.result}</HeadCell>
          {isTimed && <HeadCell align="right">{messages.started}</HeadCell>}
          {isTimed && <HeadCell align="right">{messages.duration}</HeadCell>}
        </>
      }
    >
      {steps.map((step) => (
        <StepRow key={step.name} step={step} isTimed={isTimed} />
      ))}
    </Table>
  );
}
