import { type ButtonHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import type { ShortcutName } from '#lib/shortcuts.ts';
import { classNames } from './class-names.ts';
import { Tooltip, useTooltip } from './tooltip.tsx';

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly label: string;
  readonly children: ReactNode;
  readonly size?: 'normal' | 'small';
  /** Shown in the tooltip. */
  readonly shortcut?: ShortcutName;
  readonly ref?: Ref<HTMLButtonElement>;
};

const sizes = { normal: 'size-8 touch:size-11', small: 'size-6 touch:-mx-2.5 touch:size-11' };

export function IconButton({ label, children, size = 'normal', shortcut, className, ...rest }: IconButtonProps) {
  const anchor = `--${useId()}`;
  const { isShown, ...tooltip } = useTooltip();
  return (
    <button
      type="button"
      aria-label={label}
      {...tooltip}
      {...rest}
      style={{ anchorName: anchor }}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-badge text-fg-2 transition-colors hover:bg-hover hover:text-fg active:bg-active',
        sizes[size],
        className,
      )}
    >
      {children}
      {isShown && <Tooltip anchor={anchor} text={label} shortcut={shortcut} />}
    </button>
  );
}
