import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly label: string;
  readonly children: ReactNode;
  readonly size?: 'normal' | 'small';
  readonly ref?: Ref<HTMLButtonElement>;
};

const sizes = { normal: 'size-8 max-hand:size-11', small: 'size-6 max-hand:-mx-2.5 max-hand:size-11' };

export function IconButton({ label, children, size = 'normal', className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-badge text-fg-2 transition-colors hover:bg-hover hover:text-fg active:bg-active',
        sizes[size],
        className,
      )}
    >
      {children}
    </button>
  );
}
