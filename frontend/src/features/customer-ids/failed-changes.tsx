import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { IdText, Phrase } from '#components/phrase.tsx';
import { isOutcomeUnknown } from '#lib/api/problem.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { words } from '#lib/words.ts';
import type { FailedChange } from './use-id-desk.tsx';

function titleOf({ change, problem }: FailedChange) {
  const isUnknown = isOutcomeUnknown(problem);
  switch (change) {
    case 'add':
      return isUnknown ? words.change.maybeAdded : words.change.notAdded;
    case 'undo':
      return isUnknown ? words.change.maybeAdded : words.change.notBack;
    case 'delete':
      return isUnknown ? words.change.maybeDeleted : words.change.notDeleted;
  }
}

function textOf({ change, problem }: FailedChange): string {
  switch (change) {
    case 'add':
      return explainWrite(problem, words.change.doneAdded);
    case 'undo':
      return `${explainWrite(problem, words.change.doneAdded)} ${words.change.addFromBox}`;
    case 'delete':
      return `${explainWrite(problem, words.change.doneDeleted)} ${words.change.backInList}`;
  }
}

type Handlers = { readonly onOpen: (id: string) => void; readonly onClose: (id: FailedChange['id']) => void };

/** The ID was changed by someone else: its present state is shown beside this, and the person decides. */
function ChangedMeanwhile({ change, onOpen, onClose }: { readonly change: FailedChange } & Handlers) {
  const keep = () => {
    onClose(change.id);
    onOpen(change.id);
  };
  return (
    <Notice
      title={<Phrase text={words.change.changedTitle} values={{ id: <IdText>{change.id}</IdText> }} />}
      actions={
        <>
          <Button variant="danger" onClick={change.again}>
            {words.change.deleteAnyway}
          </Button>
          <Button onClick={keep}>{words.change.keep}</Button>
        </>
      }
    >
      {words.change.changedText}
    </Notice>
  );
}

function FailedChangeNotice({ change, ...handlers }: { readonly change: FailedChange } & Handlers) {
  if (change.change === 'delete' && change.problem.kind === 'changed')
    return <ChangedMeanwhile change={change} {...handlers} />;
  return (
    <Notice
      title={<Phrase text={titleOf(change)} values={{ id: <IdText>{change.id}</IdText> }} />}
      actions={<Button onClick={change.again}>{words.tryAgain}</Button>}
      onClose={() => handlers.onClose(change.id)}
    >
      {textOf(change)}
    </Notice>
  );
}

export function FailedChanges({ changes, ...handlers }: { readonly changes: readonly FailedChange[] } & Handlers) {
  if (changes.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-(--edge) pb-4">
      {changes.map((change) => (
        <FailedChangeNotice key={change.id} change={change} {...handlers} />
      ))}
    </div>
  );
}
