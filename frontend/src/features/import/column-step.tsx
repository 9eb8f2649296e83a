import { type FormEvent, useId } from 'react';
import { Button } from '#components/button.tsx';
import { Checkbox } from '#components/checkbox.tsx';
import { format, formatMessage } from '#lib/format.ts';
import type { Column } from './columns.ts';
import { draft } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import type { Draft } from './import-state.ts';

export const formatColumnName = ({ name, index }: Column): string =>
  name ?? formatMessage(messages.column.unnamed, { n: format.number(index + 1) });

interface ColumnChoiceProps {
  readonly column: Column;
  readonly group: string;
  readonly isChosen: boolean;
}

function ColumnChoice({ column, group, isChosen }: ColumnChoiceProps) {
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-box border border-line px-4 py-3 transition-colors hover:bg-hover has-checked:border-iris has-checked:bg-iris-tint has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-iris">
      <input
        type="radio"
        name={group}
        checked={isChosen}
        onChange={() => draft.chooseColumn(column.index)}
        className="mt-0.5 size-4 shrink-0 accent-(--iris) focus-visible:outline-none"
      />
      <span className="min-w-0 grow">
        <span className="block font-medium [overflow-wrap:anywhere]">{formatColumnName(column)}</span>
        <span className="block truncate font-mono text-small text-fg-2">
          {column.examples.join(', ') || messages.column.empty}
        </span>
      </span>
    </label>
  );
}

export function ColumnStep({
  draft: { file, columns, choice },
}: {
  readonly draft: Extract<Draft, { step: 'column' }>;
}) {
  const group = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void draft.preview();
  };
  return (
    <form onSubmit={submit}>
      <fieldset className="min-w-0">
        <legend className="text-heading">{messages.column.title}</legend>
        <p className="text-fg-2 [overflow-wrap:anywhere]">{file}</p>
        {columns.isGuess && <p className="mt-2 text-fg-2">{messages.column.guess}</p>}
        <div className="mt-4 grid grid-cols-1 gap-2">
          {columns.columns.map((column) => (
            <ColumnChoice key={column.index} column={column} isChosen={column.index === choice.column} group={group} />
          ))}
        </div>
      </fieldset>
      <Checkbox
        label={messages.column.header}
        checked={choice.hasHeader}
        onChange={(event) => void draft.setHasHeader(event.target.checked)}
        className="mt-4"
      />
      <div className="mt-6 flex justify-end gap-3 max-hand:flex-col-reverse">
        <Button size="large" onClick={draft.discard}>
          {messages.preview.another}
        </Button>
        <Button type="submit" variant="primary" size="large">
          {messages.column.action}
        </Button>
      </div>
    </form>
  );
}
