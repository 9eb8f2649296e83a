import type { ReactNode } from 'react';

type NoteProps = { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode };

/** Good to know, and nothing to decide: what has to be dealt with is a notice. */
export function Note({ icon, title, children }: NoteProps) {
  return (
    <div className="flex gap-3 rounded-box border border-line px-4 py-3">
      <span className="mt-0.5 shrink-0 text-fg-3">{icon}</span>
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="text-small text-fg-2 [overflow-wrap:anywhere]">{children}</p>
      </div>
    </div>
  );
}
