import { CircleAlert, Eye, EyeOff, KeyRound } from 'lucide-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { FormattedMessage } from '#components/formatted-message.tsx';
import { IconButton } from '#components/icon-button.tsx';
import { TextField } from '#components/text-field.tsx';
import { apiKey } from '#lib/api-key.ts';
import { messages } from '#lib/messages.ts';
import { useSettings } from '#lib/settings.ts';
import { hasPointer } from '#lib/use-media.ts';
import { useConnect } from './use-connect.ts';

const goneText = {
  never: undefined,
  forgotten: undefined,
  idle: messages.key.goneIdle,
  refused: messages.key.goneRefused,
};

/** Without a name it is the key of one's own machine. */
function useKeyCommand(): string {
  const { environment = 'local' } = useSettings();
  return environment === 'local' ? 'make api-key' : `make -s api-key ENV=${environment}`;
}

function WhyGone() {
  const text = goneText[apiKey.whyGone()];
  if (text === undefined) return null;
  return (
    <p role="alert" className="mb-5 flex gap-2 rounded-box bg-warn-tint px-3 py-2.5 forced-colors:border">
      <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-warn" />
      {text}
    </p>
  );
}

export function ConnectForm({ unfinished }: { readonly unfinished: ReactNode }) {
  const { connect, error, isBusy, clearError } = useConnect();
  const [key, setKey] = useState('');
  const [isShown, setShown] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const keyCommand = useKeyCommand();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy && !(await connect(key))) field.current?.focus();
  };
  const Reveal = isShown ? EyeOff : Eye;

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <span className="flex size-11 items-center justify-center rounded-box bg-ink text-on-ink">
        <KeyRound aria-hidden size={20} strokeWidth={1.75} />
      </span>
      <h2 className="mt-6 text-title">{messages.key.title}</h2>
      <p className="mt-1 mb-6 text-fg-2">{messages.key.explained}</p>
      <WhyGone />
      <TextField
        ref={field}
        label={messages.key.label}
        error={error}
        type={isShown ? 'text' : 'password'}
        value={key}
        // Only where focusing opens no keyboard over half of the screen.
        autoFocus={hasPointer()}
        onChange={(event) => {
          setKey(event.target.value);
          clearError();
        }}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="font-mono"
        action={
          <IconButton label={isShown ? messages.key.hide : messages.key.reveal} onClick={() => setShown(!isShown)}>
            <Reveal aria-hidden size={16} strokeWidth={1.75} />
          </IconButton>
        }
      />
      <Button type="submit" variant="primary" size="large" busy={isBusy} className="mt-4 w-full">
        {messages.key.action}
      </Button>
      {unfinished}
      <p className="mt-6 text-small text-fg-3">
        <FormattedMessage
          text={messages.key.where}
          values={{ command: <code className="whitespace-nowrap font-mono text-fg-2">{keyCommand}</code> }}
        />
      </p>
    </form>
  );
}
