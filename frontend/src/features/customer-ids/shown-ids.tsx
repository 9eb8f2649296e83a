import { TextCursorInput, Trash2, Workflow } from 'lucide-react';
import { FilterMenu } from '#components/filter-menu.tsx';
import type { Source } from '#lib/api/customer-ids.ts';
import { formatMessage } from '#lib/format.ts';
import { idMessages } from './id-messages.ts';

/** Active IDs of one source, or deleted IDs. */
export const shownChoices = ['api', 'submission', 'deleted'] as const;

export type ShownIds = (typeof shownChoices)[number];

export const toSource = (shown: ShownIds | undefined): Source | undefined => (shown === 'deleted' ? undefined : shown);

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

const icons = {
  api: <TextCursorInput {...icon} />,
  submission: <Workflow {...icon} />,
  deleted: <Trash2 {...icon} />,
};

type ShownIdsMenuProps = {
  readonly shown: ShownIds | undefined;
  readonly onShow: (shown: ShownIds | undefined) => void;
};

export function ShownIdsMenu({ shown, onShow }: ShownIdsMenuProps) {
  return (
    <FilterMenu
      label={idMessages.filter.label}
      options={shownChoices.map((choice) => ({
        text: idMessages.filter[choice],
        icon: icons[choice],
        isActive: choice === shown,
        onChoose: () => onShow(choice),
        onClear: () => onShow(undefined),
      }))}
      clearLabel={(filter) => formatMessage(idMessages.filter.clear, { filter })}
    />
  );
}
