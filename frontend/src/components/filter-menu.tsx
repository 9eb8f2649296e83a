import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import { Menu } from './menu.tsx';

export interface FilterOption<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly icon: ReactNode;
}

type FilterMenuProps<Value extends string> = {
  readonly label: string;
  readonly options: readonly FilterOption<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value | undefined) => void;
  /** Of the button that removes the filter. */
  readonly clearLabel: (text: string) => string;
};

/** A menu of filters, and the active one as a chip that removes it. */
export function FilterMenu<Value extends string>(props: FilterMenuProps<Value>) {
  const { label, options, value, onChange, clearLabel } = props;
  const group = useRef<HTMLDivElement>(null);
  const active = options.find((option) => option.value === value);
  const clear = () => {
    onChange(undefined);
    // The chip, which has the focus, disappears.
    group.current?.querySelector('button')?.focus();
  };
  return (
    <div ref={group} className="flex min-w-0 flex-wrap items-center gap-2">
      <Menu
        label={label}
        isLabelShown
        icon={<ListFilter aria-hidden size={16} strokeWidth={1.75} />}
        items={options.map((option) => ({ ...option, onChoose: () => onChange(option.value) }))}
      />
      {active && (
        <span className="inline-flex h-8 items-center gap-1 rounded-button bg-iris-tint pr-1 pl-3 font-medium whitespace-nowrap text-iris touch:h-11 forced-colors:border">
          {active.text}
          <IconButton size="small" label={clearLabel(active.text)} onClick={clear}>
            <X aria-hidden size={14} strokeWidth={1.75} />
          </IconButton>
        </span>
      )}
    </div>
  );
}
