import { KeyRound } from 'lucide-react';
import { Button, ButtonLink } from '#components/button.tsx';
import { apiKey as keyOfTab, keyTail } from '#lib/api-key.ts';
import { formatMessage } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import { paths } from '#lib/paths.ts';

export function Connected({ apiKey }: { readonly apiKey: string }) {
  return (
    <>
      <span className="flex size-11 items-center justify-center rounded-box bg-ok-tint text-ok">
        <KeyRound aria-hidden size={20} strokeWidth={1.75} />
      </span>
      <h2 className="mt-6 text-title">{formatMessage(messages.key.connected, { tail: keyTail(apiKey) })}</h2>
      <p className="mt-1 text-fg-2">{messages.key.connectedText}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        <ButtonLink variant="primary" to={paths.ids}>
          {messages.key.goToIds}
        </ButtonLink>
        <Button variant="danger" onClick={() => keyOfTab.forget('forgotten')}>
          {messages.key.forget}
        </Button>
      </div>
    </>
  );
}
