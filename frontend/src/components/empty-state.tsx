import type { ReactNode } from 'react';

type EmptyStateProps = {
  readonly title: ReactNode;
  readonly text: string;
  readonly picture?: ReactNode;
  readonly actions?: ReactNode;
  readonly foot?: ReactNode;
};

/** Centered slightly above the middle of the available space. */
export function EmptyState({ title, text, picture, actions, foot }: EmptyStateProps) {
  return (
    <div className="mx-auto flex w-full max-w-[33rem] grow flex-col items-center justify-center px-(--edge) pt-10 pb-24 text-center">
      {picture}
      <h2 className="text-heading [overflow-wrap:anywhere]">{title}</h2>
      <p className="mt-1 text-fg-2">{text}</p>
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
      {foot && <div className="mt-8 w-full">{foot}</div>}
    </div>
  );
}
