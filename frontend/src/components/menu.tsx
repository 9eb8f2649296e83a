import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

export type MenuItem = {
  readonly text: string;
  readonly icon: ReactNode;
  readonly onChoose: () => void;
};

type MenuProps = {
  readonly label: string;
  readonly icon: ReactNode;
  readonly items: readonly MenuItem[];
  /** Shows the label on the button that opens the menu. */
  readonly isLabelShown?: boolean;
};

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

type MenuButtonProps = Omit<MenuProps, 'items'> & { readonly menuId: string };

function MenuButton({ label, icon, isLabelShown, menuId }: MenuButtonProps) {
  return isLabelShown ? (
    <Button icon={icon} aria-haspopup="menu" popoverTarget={menuId}>
      {label}
    </Button>
  ) : (
    <IconButton label={label} aria-haspopup="menu" popoverTarget={menuId} className="-mr-1.5 touch:-mr-3">
      {icon}
    </IconButton>
  );
}

/** A native popover: the browser closes it on Escape or an outside click and restores the focus. */
export function Menu({ label, icon, items, isLabelShown = false }: MenuProps) {
  const id = useId();
  const focusFirst = ({ newState, currentTarget }: ToggleEvent<HTMLElement>) => {
    if (newState === 'open') findItems(currentTarget)[0]?.focus();
  };
  return (
    <>
      <MenuButton {...{ label, icon, isLabelShown }} menuId={id} />
      <div
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        onToggle={focusFirst}
        onKeyDown={moveFocus}
        className={classNames(
          'm-0 my-1 min-w-44 animate-appear rounded-box bg-raised p-1 text-fg shadow-e2 forced-colors:border',
          isLabelShown ? '[position-area:bottom_span-right]' : '[position-area:bottom_span-left]',
        )}
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
