import type { ReactNode } from 'react';
import { Link } from '#lib/navigation.ts';
import { type ButtonLook, buttonStyle } from './button-style.ts';
import { classNames } from './class-names.ts';

type ButtonLinkProps = ButtonLook & {
  readonly to: string;
  readonly icon?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
};

/** Goes somewhere, so it is a link: it can be opened in a new tab and copied. */
export function ButtonLink({ to, icon, children, className, ...look }: ButtonLinkProps) {
  return (
    <Link href={to} className={classNames(buttonStyle(look), className)}>
      {icon}
      {children}
    </Link>
  );
}
