import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId } from 'react';
import { IconButton } from './icon-button.tsx';

export type MenuItem = {
  readonly text: string;
  readonly icon: ReactNode;
  readonly onChoose: () => void;
};

type MenuProps = { readonly label: string; readonly icon: ReactNode; readonly items: readonly MenuItem[] };

const findItems = (menu: Element): readonly HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role="menuitem"]'),
];

/** The index each key moves the focus to. */
const moves: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = findItems(event.currentTarget);
  const target = moves[event.key]?.(
    items.findIndex((item) => item.matches(':focus')),
    items.length,
  );
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  if (target === undefined) return;
  event.preventDefault();
  items[target]?.focus();
}

/** A native popover: the browser closes it on Escape or an outside click and restores the focus. */
export function Menu({ label, icon, items }: MenuProps) {
  const id = useId();
  const focusFirst = ({ newState, currentTarget }: ToggleEvent<HTMLElement>) => {
    if (newState === 'open') findItems(currentTarget)[0]?.focus();
  };
  return (
    <>
      <IconButton label={label} aria-haspopup="menu" popoverTarget={id} className="-mr-1.5 touch:-mr-3">
        {icon}
      </IconButton>
      <div
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        onToggle={focusFirst}
        onKeyDown={moveFocus}
        className="m-0 my-1 min-w-44 animate-appear rounded-box bg-raised p-1 text-fg shadow-e2 [position-area:bottom_span-left] forced-colors:border"
      >
        {items.map(({ text, icon: itemIcon, onChoose }) => (
          <button
            key={text}
            type="button"
            role="menuitem"
            tabIndex={-1}
            popoverTarget={id}
            popoverTargetAction="hide"
            onClick={onChoose}
            className="flex h-8 w-full items-center gap-2.5 rounded-badge px-2.5 text-left transition-colors hover:bg-hover focus-visible:bg-hover focus-visible:outline-none touch:h-11 dark:hover:bg-active dark:focus-visible:bg-active forced-colors:focus-visible:outline-2"
          >
            <span className="text-fg-2">{itemIcon}</span>
            {text}
          </button>
        ))}
      </div>
    </>
  );
}
