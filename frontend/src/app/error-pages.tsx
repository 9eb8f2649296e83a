import { Component, type ReactNode } from 'react';
import { Button } from '#components/button.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { messages } from '#lib/messages.ts';

type State = { readonly isBroken: boolean };

type PageBoundaryProps = {
  readonly children: ReactNode;
  /** In the frame, which goes on working, or in place of everything. */
  readonly isInFrame?: boolean;
};

/** A defect, or a chunk of an earlier release that is gone, shows a way on and not a blank page. */
export class PageBoundary extends Component<PageBoundaryProps, State> {
  override readonly state: State = { isBroken: false };

  static getDerivedStateFromError(): State {
    return { isBroken: true };
  }

  override render(): ReactNode {
    const { children, isInFrame = false } = this.props;
    if (!this.state.isBroken) return children;
    const Place = isInFrame ? 'div' : 'main';
    return (
      <Place className={isInFrame ? 'flex grow' : 'flex min-h-dvh'}>
        <EmptyState
          title={messages.pageBroken.title}
          text={messages.pageBroken.text}
          actions={
            <Button variant="primary" onClick={() => location.reload()}>
              {messages.pageBroken.action}
            </Button>
          }
        />
      </Place>
    );
  }
}
