import { Button } from '#components/button.tsx';
import { classNames } from '#components/class-names.ts';
import { Notice } from '#components/notice.tsx';
import { explainWrite } from '#lib/explain-problem.ts';
import { formatPlural, type Plural } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { idMessages } from './id-messages.ts';
import type { FailedChange } from './mutation-state.ts';
import { failureTitle, type IdMutations, IdsMessage } from './use-id-mutations.tsx';

function explainFailure({ verb, ids, problem }: FailedChange): string {
  const formatHint = (texts: Plural) => formatPlural(texts, ids.length, '');
  switch (verb) {
    case 'add':
      return explainWrite(problem, messages.change.doneAdded);
    case 'restore':
      return `${explainWrite(problem, idMessages.change.doneRestored)} ${formatHint(idMessages.change.restoreLater)}`;
    case 'delete':
      return `${explainWrite(problem, messages.change.doneDeleted)} ${formatHint(idMessages.change.backInList)}`;
  }
}

/** Failures of only the open ID appear in its panel, which hides the list on a phone. */
export const isOnlyAbout = ({ ids }: FailedChange, id: string | undefined): boolean =>
  ids.length === 1 && ids[0] === id;

interface NoticeProps {
  readonly change: FailedChange;
  readonly mutations: IdMutations;
  readonly onOpen: (id: string) => void;
}

/** Someone else changed the ID. Its current state is shown next to this notice, so that the user can decide. */
function ConflictNotice({ change, mutations, onOpen }: NoticeProps) {
  const keep = () => {
    mutations.dismissFailures(change.ids);
    for (const id of change.ids) onOpen(id);
  };
  return (
    <Notice
      title={<IdsMessage texts={idMessages.change.conflictTitle} ids={change.ids} />}
      actions={
        <>
          <Button variant="danger" onClick={() => void mutations.retry(change)}>
            {idMessages.change.deleteAnyway}
          </Button>
          <Button onClick={keep}>{idMessages.change.keep}</Button>
        </>
      }
    >
      {idMessages.change.conflictText}
    </Notice>
  );
}

function FailureNotice({ change, mutations, onOpen }: NoticeProps) {
  if (change.verb === 'delete' && change.problem.kind === 'changed')
    return <ConflictNotice change={change} mutations={mutations} onOpen={onOpen} />;
  return (
    <Notice
      title={<IdsMessage texts={failureTitle(change)} ids={change.ids} />}
      actions={<Button onClick={() => void mutations.retry(change)}>{messages.tryAgain}</Button>}
      onClose={() => mutations.dismissFailures(change.ids)}
    >
      {explainFailure(change)}
    </Notice>
  );
}

interface FailedChangesProps extends Omit<NoticeProps, 'change'> {
  readonly changes: readonly FailedChange[];
  readonly className: string;
}

export function FailedChanges({ changes, className, ...props }: FailedChangesProps) {
  if (changes.length === 0) return null;
  return (
    <div className={classNames('flex flex-col gap-2', className)}>
      {changes.map((change) => (
        <FailureNotice key={change.ids.join()} change={change} {...props} />
      ))}
    </div>
  );
}
