import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '#components/button.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { apiKey, keyTail } from '#lib/api-key.ts';
import { useCanWrite, useClientName } from '#lib/client.ts';
import { formatMessage } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { useObservable } from '#lib/observable.ts';
import { paths } from '#lib/paths.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { ConnectForm } from './connect-form.tsx';
import { connectMessages } from './connect-messages.ts';

function Connected({ currentKey }: { readonly currentKey: string }) {
  const client = useClientName() ?? '';
  const canWrite = useCanWrite();
  return (
    <>
      <span className="flex size-11 items-center justify-center rounded-box bg-ok-tint text-ok">
        <KeyRound aria-hidden size={20} strokeWidth={1.75} />
      </span>
      <h2 className="mt-6 text-title [overflow-wrap:anywhere]">{formatMessage(messages.key.connected, { client })}</h2>
      <p className="mt-1 text-fg-2">{formatMessage(connectMessages.tail, { tail: keyTail(currentKey) })}</p>
      {!canWrite && <p className="mt-4 text-fg-2">{connectMessages.readOnlyText}</p>}
      <p className="mt-4 text-fg-2">{connectMessages.connectedText}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        <ButtonLink variant="primary" to={paths.ids}>
          {connectMessages.goToIds}
        </ButtonLink>
        <Button variant="danger" onClick={() => apiKey.clear('user')}>
          {messages.key.disconnect}
        </Button>
      </div>
    </>
  );
}

/** `unfinished` describes work that resumes once there is a key. */
export function ConnectPage({ unfinished }: { readonly unfinished: ReactNode }) {
  const key = useObservable(apiKey);
  useDocumentTitle(messages.connect);
  return (
    <>
      <PageHeader title={connectMessages.label} />
      <div className="flex grow flex-col items-center overflow-y-auto px-(--edge) py-10 hand:py-16">
        <div className="w-full max-w-[25rem]">
          {key === undefined ? <ConnectForm unfinished={unfinished} /> : <Connected currentKey={key} />}
        </div>
      </div>
    </>
  );
}
