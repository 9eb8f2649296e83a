import { Component, type ReactNode } from 'react';
import { Button } from '#components/button.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { words } from '#lib/words.ts';

type State = { readonly isBroken: boolean };

/** A defect, or a chunk of an earlier release that is gone, shows a way on and not a blank page. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, State> {
  override readonly state: State = { isBroken: false };

  static getDerivedStateFromError(): State {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return (
      <main className="flex min-h-dvh">
        <EmptyState
          title={words.pageBroken.title}
          text={words.pageBroken.text}
          actions={
            <Button variant="primary" onClick={() => location.reload()}>
              {words.pageBroken.action}
            </Button>
          }
        />
      </main>
    );
  }
}
