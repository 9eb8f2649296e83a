import { Button } from '#components/button.tsx';
import { classNames } from '#components/class-names.ts';
import { Notice } from '#components/notice.tsx';
import { isOutcomeUnknown } from '#lib/api/problem.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { formatPlural, type Plural } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import { IdsPhrase } from './ids-phrase.tsx';
import type { FailedChange } from './mutation-state.ts';

export function titleOf({ change, problem }: FailedChange) {
  const isUnknown = isOutcomeUnknown(problem);
  switch (change) {
    case 'add':
      return isUnknown ? messages.change.maybeAdded : messages.change.notAdded;
    case 'undo':
      return isUnknown ? messages.change.maybeAdded : messages.change.notBack;
    case 'delete':
      return isUnknown ? messages.change.maybeDeleted : messages.change.notDeleted;
  }
}

function textOf({ change, ids, problem }: FailedChange): string {
  const more = (texts: Plural) => formatPlural(texts, ids.length, '');
  switch (change) {
    case 'add':
      return explainWrite(problem, messages.change.doneAdded);
    case 'undo':
      return `${explainWrite(problem, messages.change.doneAdded)} ${more(messages.change.addFromBox)}`;
    case 'delete':
      return `${explainWrite(problem, messages.change.doneDeleted)} ${more(messages.change.backInList)}`;
  }
}

/** Such a change is shown with the ID itself: on a phone the list is not there while that is open. */
export const isAbout = (id: string | undefined, { ids }: FailedChange): boolean => ids.length === 1 && ids[0] === id;

type Handlers = { readonly onOpen: (id: string) => void; readonly onClose: (ids: FailedChange['ids']) => void };

/** The ID was changed by someone else: its present state is shown beside this, and the person decides. */
function ChangedMeanwhile({ change, onOpen, onClose }: { readonly change: FailedChange } & Handlers) {
  const keep = () => {
    onClose(change.ids);
    for (const id of change.ids) onOpen(id);
  };
  return (
    <Notice
      title={<IdsPhrase texts={messages.change.changedTitle} ids={change.ids} />}
      actions={
        <>
          <Button variant="danger" onClick={change.again}>
            {messages.change.deleteAnyway}
          </Button>
          <Button onClick={keep}>{messages.change.keep}</Button>
        </>
      }
    >
      {messages.change.changedText}
    </Notice>
  );
}

function FailedChangeNotice({ change, ...handlers }: { readonly change: FailedChange } & Handlers) {
  if (change.change === 'delete' && change.problem.kind === 'changed')
    return <ChangedMeanwhile change={change} {...handlers} />;
  return (
    <Notice
      title={<IdsPhrase texts={titleOf(change)} ids={change.ids} />}
      actions={<Button onClick={change.again}>{messages.tryAgain}</Button>}
      onClose={() => handlers.onClose(change.ids)}
    >
      {textOf(change)}
    </Notice>
  );
}

type FailedChangesProps = Handlers & { readonly changes: readonly FailedChange[]; readonly className: string };

export function FailedChanges({ changes, className, ...handlers }: FailedChangesProps) {
  if (changes.length === 0) return null;
  return (
    <div className={classNames('flex flex-col gap-2', className)}>
      {changes.map((change) => (
        <FailedChangeNotice key={change.ids.join()} change={change} {...handlers} />
      ))}
    </div>
  );
}
