import { CircleHelp } from 'lucide-react';
import { Checkbox } from '#components/checkbox.tsx';
import { Notice } from '#components/notice.tsx';
import { SegmentedControl } from '#components/segmented-control.tsx';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { formatColumnName } from './column-step.tsx';
import { draft } from './import-instance.ts';
import { importMessages } from './import-messages.ts';
import type { Draft } from './import-state.ts';

const messages = importMessages.preview;

type Preview = Extract<Draft, { step: 'preview' }>;

/** Names what the page guessed about the file, and what looks damaged. */
export function ReadingNotices({ preview: { columns, choice, facts } }: { readonly preview: Preview }) {
  const column = columns.columns[choice.column];
  const isGuess = columns.isGuess && !columns.isHeaderShort && choice.column === columns.likely;
  const { rounded = 0 } = facts;
  return (
    <>
      {isGuess && column && (
        <Notice
          variant="info"
          icon={CircleHelp}
          title={formatMessage(messages.guess, { column: formatColumnName(column) })}
        >
          {messages.guessText}
        </Notice>
      )}
      {columns.isHeaderShort && <Notice title={messages.shortHeader}>{messages.shortHeaderText}</Notice>}
      {rounded > 0 && (
        <Notice title={formatPlural(messages.rounded, rounded, format.number(rounded))}>{messages.roundedText}</Notice>
      )}
    </>
  );
}

type Answer = 'id' | 'name' | 'none';

/** A checkbox, or a question that has no default answer because either could lose or add an ID. */
export function HeaderQuestion({ preview }: { readonly preview: Preview }) {
  const { columns, choice, isHeaderConfirmed } = preview;
  const cell = columns.columns[choice.column]?.unclearCell;
  const above = columns.rowsAboveHeader;
  const setHasHeader = (hasHeader: boolean) => void draft.setHasHeader(hasHeader);
  if (!cell) {
    return (
      <>
        <Checkbox
          label={importMessages.column.header}
          checked={choice.hasHeader}
          onChange={(event) => setHasHeader(event.target.checked)}
        />
        {above > 0 && (
          <p className="text-fg-2 tabular-nums">{formatPlural(messages.rowsAbove, above, format.number(above))}</p>
        )}
      </>
    );
  }
  const question = formatMessage(messages.firstCell, { text: cell.text, line: format.number(cell.line) });
  const answered: Answer = choice.hasHeader ? 'name' : 'id';
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p aria-hidden="true" className="font-medium [overflow-wrap:anywhere]">
        {question}
      </p>
      <SegmentedControl<Answer>
        label={question}
        segments={[
          { value: 'id', label: messages.firstCellId },
          { value: 'name', label: messages.firstCellName },
        ]}
        value={isHeaderConfirmed ? answered : 'none'}
        onChange={(answer) => setHasHeader(answer === 'name')}
      />
    </div>
  );
}
