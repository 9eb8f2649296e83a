import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import { type ButtonLook, buttonStyle } from './button-style.ts';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

type ButtonProps = ButtonLook &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    readonly icon?: ReactNode;
    /** Work is under way: the label stays, and a second press does nothing. */
    readonly busy?: boolean;
    readonly ref?: Ref<HTMLButtonElement>;
  };

export function Button({ variant, size, icon, busy = false, children, className, onClick, ...rest }: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    // The second click of a double click sends nothing a second time.
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
