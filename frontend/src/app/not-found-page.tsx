import { ButtonLink } from '#components/button-link.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { words } from '#lib/messages.ts';
import { paths } from '#lib/paths.ts';
import { useTitle } from '#lib/use-document-title.ts';

export function NotFoundPage() {
  useTitle(words.pageMissing.title);
  return (
    <>
      <PageHeader title={words.pageMissing.heading} />
      <EmptyState
        title={words.pageMissing.title}
        text={words.pageMissing.text}
        actions={
          <ButtonLink variant="primary" to={paths.ids}>
            {words.pageMissing.action}
          </ButtonLink>
        }
      />
    </>
  );
}
