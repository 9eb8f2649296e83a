import { Cell, HeadCell, Row, Table } from '#components/table.tsx';
import type { Attempt, Submission } from '#lib/api/submissions.ts';
import { format } from '#lib/format.ts';
import { formatDurationBetween } from './format-submission.ts';
import { submissionMessages } from './submission-messages.ts';

const messages = submissionMessages.attempts;

function AttemptRow({ attempt: { startedAt, endedAt, status, failure } }: { readonly attempt: Attempt }) {
  return (
    <Row className="max-rail:block max-rail:px-(--edge) max-rail:py-2.5">
      <Cell className="whitespace-nowrap tabular-nums">
        <time dateTime={startedAt} title={format.zonedTime(startedAt)}>
          {format.exactTime(startedAt)}
        </time>
      </Cell>
      <Cell className={status === 'failed' ? 'text-bad' : 'text-fg-2'}>
        {messages[status]}
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
      caption={messages.caption}
      head={
        <>
          <HeadCell width="w-[12.25rem]">{messages.started}</HeadCell>
          <HeadCell>{messages.result}</HeadCell>
          <HeadCell align="right">{messages.duration}</HeadCell>
        </>
      }
    >
      {attempts.map((attempt) => (
        <AttemptRow key={attempt.startedAt} attempt={attempt} />
      ))}
    </Table>
  );
}
