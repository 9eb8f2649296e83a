import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import { Menu } from './menu.tsx';

export interface FilterOption {
  readonly text: string;
  readonly icon: ReactNode;
  readonly isActive: boolean;
  readonly onChoose: () => void;
  readonly onClear: () => void;
}

type FilterMenuProps = {
  readonly label: string;
  readonly options: readonly FilterOption[];
  /** Of the button that removes a filter. */
  readonly clearLabel: (text: string) => string;
};

/** A menu of filters, and each active one as a chip that removes it. */
export function FilterMenu({ label, options, clearLabel }: FilterMenuProps) {
  const group = useRef<HTMLDivElement>(null);
  const clear = ({ onClear }: FilterOption) => {
    onClear();
    // The chip, which has the focus, disappears.
    group.current?.querySelector('button')?.focus();
  };
  return (
    <div ref={group} className="flex min-w-0 flex-wrap items-center gap-2">
      <Menu label={label} isLabelShown icon={<ListFilter aria-hidden size={16} strokeWidth={1.75} />} items={options} />
      {options
        .filter(({ isActive }) => isActive)
        .map((option) => (
          <span
            key={option.text}
            className="inline-flex h-8 items-center gap-1 rounded-button bg-iris-tint pr-1 pl-3 font-medium whitespace-nowrap text-iris touch:h-11 forced-colors:border"
          >
            {option.text}
            <IconButton size="small" label={clearLabel(option.text)} onClick={() => clear(option)}>
              <X aria-hidden size={14} strokeWidth={1.75} />
            </IconButton>
          </span>
        ))}
    </div>
  );
}
