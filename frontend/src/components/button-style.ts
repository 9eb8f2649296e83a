import { classNames } from './class-names.ts';

export type ButtonLook = {
  /** `destructive` stands in a dialog that asks; `danger` leads to it, or to something that can be undone. */
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
  normal: 'h-8 text-body max-hand:h-11',
  inset: 'h-[2.125rem] text-body max-hand:h-11',
  large: 'h-11 text-body',
};

const paddings = { normal: 'px-3 max-hand:px-4', inset: 'px-3', large: 'px-5' };

export function buttonStyle({ variant = 'secondary', size = 'normal' }: ButtonLook): string {
  return classNames(base, variants[variant], sizes[size], variant === 'quiet' ? 'px-2' : paddings[size]);
}
