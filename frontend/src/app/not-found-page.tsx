import { ButtonLink } from '#components/button.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { messages } from '#lib/messages.ts';
import { paths } from '#lib/paths.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';

export function NotFoundPage() {
  useDocumentTitle(messages.pageMissing.title);
  return (
    <>
      <PageHeader title={messages.pageMissing.heading} />
      <EmptyState
        title={messages.pageMissing.title}
        text={messages.pageMissing.text}
        actions={
          <ButtonLink variant="primary" to={paths.ids}>
            {messages.pageMissing.action}
          </ButtonLink>
        }
      />
    </>
  );
}
