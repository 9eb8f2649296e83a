import { Component, type ReactNode } from 'react';
import { Button, ButtonLink } from '#components/button.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { messages } from '#lib/messages.ts';
import { paths } from '#lib/paths.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';

export function NotFoundPage() {
  const { heading, title, text, action } = messages.pageMissing;
  useDocumentTitle(title);
  return (
    <>
      <PageHeader title={heading} />
      <EmptyState
        title={title}
        text={text}
        actions={
          <ButtonLink variant="primary" to={paths.ids}>
            {action}
          </ButtonLink>
        }
      />
    </>
  );
}

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Inside the frame, which keeps working, or in place of the whole document. */
  readonly isInFrame?: boolean;
}

/** Catches defects, and chunks of an earlier release that no longer exist, and offers to reload. */
export class PageErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    const { children, isInFrame = false } = this.props;
    if (!this.state.hasFailed) return children;
    const Container = isInFrame ? 'div' : 'main';
    return (
      <Container className={isInFrame ? 'flex grow' : 'flex min-h-dvh'}>
        <EmptyState
          title={messages.pageBroken.title}
          text={messages.pageBroken.text}
          actions={
            <Button variant="primary" onClick={() => location.reload()}>
              {messages.pageBroken.action}
            </Button>
          }
        />
      </Container>
    );
  }
}
