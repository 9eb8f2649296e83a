import { Cell, HeadCell, Row, Table } from '#components/table.tsx';
import type { Attempt, Submission } from '#lib/api/submissions.ts';
import { format } from '#lib/format.ts';
import { formatDurationBetween } from './format-submission.ts';
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

const attemptMessages = submissionMessages.attempts;

function AttemptRow({ attempt: { startedAt, endedAt, status, failure } }: { readonly attempt: Attempt }) {
  return (
    <Row className="max-rail:block max-rail:px-(--edge) max-rail:py-2.5">
      <Cell className="whitespace-nowrap tabular-nums">
        <time dateTime={startedAt} title={format.zonedTime(startedAt)}>
          {format.exactTime(startedAt)}
        </time>
      </Cell>
      <Cell className={status === 'failed' ? 'text-bad' : 'text-fg-2'}>
        {attemptMessages[status]}
        {failure && `: ${failure.reason}`}
      </Cell>
      <Cell align="right" className="whitespace-nowrap text-fg-2 max-rail:empty:hidden">
        {endedAt && formatDurationBetween(startedAt, endedAt)}
      </Cell>
    </Row>
  );
}

/** When each attempt ran and how it ended. Hidden for a single one, which the page shows anyway. */
export function AttemptsTable({ submission: { attempts } }: { readonly submission: Submission }) {
  if (attempts.length < 2) return null;
  return (
    <Table
      caption={attemptMessages.caption}
      head={
        <>
          <HeadCell width="w-[12.25rem]">{attemptMessages.started}</HeadCell>
          <HeadCell>{attemptMessages.result}</HeadCell>
          <HeadCell align="right">{attemptMessages.duration}</HeadCell>
        </>
      }
    >
      {attempts.map((attempt) => (
        <AttemptRow key={attempt.startedAt} attempt={attempt} />
      ))}
    </Table>
  );
}
