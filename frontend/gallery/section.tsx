import type { ReactNode } from 'react';

export function Section({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="border-t border-line py-6">
      <h2 className="mb-4 text-heading">{name}</h2>
      <div className="flex flex-col gap-4">{children}</div>
    </section>
  );
}

export function State({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8rem_1fr] items-center gap-4 max-hand:grid-cols-1 max-hand:gap-1">
      <h3 className="text-small text-fg-3">{name}</h3>
      <div className="flex min-w-0 flex-wrap items-center gap-3">{children}</div>
    </div>
  );
}
