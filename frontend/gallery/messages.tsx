import { Check, LoaderCircle, Minus, ShieldCheck, X } from 'lucide-react';
import { Badge } from '#components/badge.tsx';
import { Button } from '#components/button.tsx';
import { CodeLine } from '#components/code-line.tsx';
import { DescriptionItem } from '#components/detail-panel.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { ErrorState } from '#components/error-state.tsx';
import { MonoText } from '#components/formatted-message.tsx';
import { LoadMore } from '#components/load-more.tsx';
import { Notice } from '#components/notice.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import { showToast } from '#components/toasts.ts';
import { Section, State } from './section.tsx';

const icon = { 'aria-hidden': true, size: 14, strokeWidth: 2 } as const;
const noop = () => undefined;

export function Statuses() {
  return (
    <Section name="Badge, description list, code">
      <State name="badge">
        <Badge tone="ok" icon={<Check {...icon} />}>
          Active
        </Badge>
        <Badge tone="neutral" icon={<Minus {...icon} />}>
          Deleted
        </Badge>
        <Badge tone="iris" icon={<LoaderCircle {...icon} />}>
          Running
        </Badge>
        <Badge tone="bad" icon={<X {...icon} />}>
          Failed
        </Badge>
      </State>
      <State name="description list">
        <dl>
          <DescriptionItem term="Source">Direct</DescriptionItem>
          <DescriptionItem term="Version">3</DescriptionItem>
        </dl>
      </State>
      <State name="code line">
        <CodeLine label="Request" code="9f1c6a52-7e0b-4d35-a1c8-2b6e90d4f713" name="request ID" />
      </State>
    </Section>
  );
}

function ToastState() {
  const showUndo = () => {
    const text = (
      <>
        Deleted <MonoText>CUST-00421</MonoText>
      </>
    );
    showToast({ text, action: { label: 'Undo', run: noop } });
  };
  return (
    <State name="toast">
      <Button onClick={() => showToast({ text: 'Copied CUST-00421' })}>Show a toast</Button>
      <Button onClick={showUndo}>Show a toast with an action</Button>
    </State>
  );
}

export function Messages() {
  return (
    <Section name="Notice, toast, pagination">
      <State name="error">
        <Notice title="CUST-00431 was not added" actions={<Button>Try again</Button>} onClose={noop}>
          The registry couldn't process this right now. Nothing was changed.
        </Notice>
      </State>
      <State name="with a request ID">
        <Notice title="The list was not submitted" requestId="9f1c6a52-7e0b-4d35-a1c8-2b6e90d4f713">
          The registry didn't respond in time.
        </Notice>
      </State>
      <State name="info">
        <Notice variant="info" icon={ShieldCheck} title="You can leave this page">
          The work continues in this tab.
        </Notice>
      </State>
      <ToastState />
      <State name="load more">
        <LoadMore nextPage={{ status: 'ready', load: noop }} label="Load more" failed="" />
        <LoadMore nextPage={{ status: 'loading' }} label="Load more" failed="" />
        <LoadMore
          nextPage={{ status: 'failed', problem: { kind: 'throttled', retryAfterSeconds: 30 }, retry: noop }}
          label="Load more"
          failed="The list could not be loaded"
        />
      </State>
    </Section>
  );
}

export function WholeScreens() {
  return (
    <Section name="Loading, empty and error states">
      <State name="loading">
        <div className="grow">
          <SkeletonRows count={4} />
        </div>
      </State>
      <State name="empty">
        <EmptyState
          title="No customer IDs yet"
          text="Type the first ID above."
          actions={<Button variant="primary">Add the first ID</Button>}
        />
      </State>
      <State name="failed">
        <ErrorState
          title="The list could not be loaded"
          problem={{ kind: 'no-response', requestId: '9f1c6a52-7e0b-4d35-a1c8-2b6e90d4f713' }}
          onRetry={noop}
        />
      </State>
    </Section>
  );
}
