import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import { Link } from '#lib/navigation.ts';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

type ButtonAppearance = {
  /** `destructive` confirms in a dialog; `danger` opens that dialog or starts an action that can be undone. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'destructive';
  readonly size?: 'normal' | 'inset' | 'large';
};

const base =
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-button font-medium whitespace-nowrap transition-colors select-none [&>svg]:shrink-0';

const bordered = 'border border-line-strong bg-secondary shadow-e1 hover:bg-hover active:bg-active';

const variants = {
  primary: 'bg-ink text-on-ink hover:bg-ink-hover forced-colors:border',
  secondary: `${bordered} text-fg`,
  danger: `${bordered} text-bad`,
  destructive: 'bg-bad-solid text-on-bad hover:bg-bad-solid-hover forced-colors:border',
  quiet: '-mx-2 text-fg-2 hover:bg-hover hover:text-fg active:bg-active',
};

const sizes = {
  normal: 'h-8 text-body touch:h-11',
  inset: 'h-[2.125rem] text-body touch:h-11',
  large: 'h-11 text-body',
};

const paddings = { normal: 'px-3 touch:px-4', inset: 'px-3', large: 'px-5' };

function buttonStyle({ variant = 'secondary', size = 'normal' }: ButtonAppearance): string {
  return classNames(base, variants[variant], sizes[size], variant === 'quiet' ? 'px-2' : paddings[size]);
}

type ButtonProps = ButtonAppearance &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    readonly icon?: ReactNode;
    /** Shows a spinner and ignores clicks. */
    readonly busy?: boolean;
    readonly ref?: Ref<HTMLButtonElement>;
  };

export function Button({ variant, size, icon, busy = false, children, className, onClick, ...rest }: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    // A double click must not submit twice.
    const isRepeated = rest.type === 'submit' && event.detail > 1;
    if (busy || isRepeated) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      onClick={press}
      aria-busy={busy || undefined}
      className={classNames(buttonStyle({ ...(variant ? { variant } : {}), ...(size ? { size } : {}) }), className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

type ButtonLinkProps = ButtonAppearance & {
  readonly to: string;
  readonly icon?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A link that looks like a button. */
export function ButtonLink({ to, icon, children, className, ...appearance }: ButtonLinkProps) {
  return (
    <Link href={to} className={classNames(buttonStyle(appearance), className)}>
      {icon}
      {children}
    </Link>
  );
}
