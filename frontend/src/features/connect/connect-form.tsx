import { CircleAlert, Eye, EyeOff, KeyRound } from 'lucide-react';
import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { FormattedMessage } from '#components/formatted-message.tsx';
import { IconButton } from '#components/icon-button.tsx';
import { TextField } from '#components/text-field.tsx';
import { testApiKey } from '#lib/api/customer-ids.ts';
import { apiKey } from '#lib/api-key.ts';
import { hasPointer } from '#lib/device.ts';
import { explainRead } from '#lib/explain-problem.ts';
import { navigate, useHistoryState } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { useSettings } from '#lib/settings.ts';
import { connectMessages } from './connect-messages.ts';

/** Returns only to addresses of this site: a history entry could hold anything. */
function parseReturnPath(state: unknown): string {
  const from: unknown = typeof state === 'object' && state !== null && 'from' in state ? state.from : undefined;
  return typeof from === 'string' && /^\/(?!\/)/.test(from) ? from : paths.ids;
}

function validateKey(key: string): string | undefined {
  if (key === '') return connectMessages.missing;
  return /^[!-~]+$/.test(key) ? undefined : connectMessages.unreadable;
}

/** Sends a request with the key, and stores it only when the registry accepts it. */
function useConnect() {
  const state = useHistoryState<unknown>();
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  const connect = async (typed: string): Promise<boolean> => {
    const key = typed.trim();
    const invalid = validateKey(key);
    setError(invalid);
    if (invalid !== undefined) return false;
    setBusy(true);
    const tested = await testApiKey(key);
    setBusy(false);
    if (!tested.ok) {
      setError(tested.failure.kind === 'key-refused' ? connectMessages.refused : explainRead(tested.failure));
      return false;
    }
    apiKey.set(key);
    navigate(parseReturnPath(state), { replace: true });
    return true;
  };

  return { connect, error, isBusy, clearError: () => setError(undefined) };
}

const reasonMessages = {
  never: undefined,
  user: undefined,
  idle: connectMessages.goneIdle,
  refused: connectMessages.goneRefused,
};

/** The command that prints a key; without a name the environment is a local one. */
function useKeyCommand(): string {
  const { environment = 'local' } = useSettings();
  return environment === 'local' ? 'make api-key' : `make -s api-key ENV=${environment}`;
}

function DisconnectNotice() {
  const text = reasonMessages[apiKey.disconnectReason()];
  if (text === undefined) return null;
  return (
    <p role="alert" className="mb-5 flex gap-2 rounded-box bg-warn-tint px-3 py-2.5 forced-colors:border">
      <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-warn" />
      {text}
    </p>
  );
}

interface KeyFieldProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function KeyField({ ref, value, error, onChange }: KeyFieldProps) {
  const [isRevealed, setRevealed] = useState(false);
  const RevealIcon = isRevealed ? EyeOff : Eye;
  return (
    <TextField
      ref={ref}
      label={connectMessages.label}
      error={error}
      type={isRevealed ? 'text' : 'password'}
      value={value}
      // Not on touch screens, where it would open the keyboard over half of the page.
      autoFocus={hasPointer()}
      onChange={(event) => onChange(event.target.value)}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      className="font-mono"
      action={
        <IconButton
          label={isRevealed ? connectMessages.hide : connectMessages.reveal}
          onClick={() => setRevealed(!isRevealed)}
        >
          <RevealIcon aria-hidden size={16} strokeWidth={1.75} />
        </IconButton>
      }
    />
  );
}

function KeyHelp() {
  const command = <code className="whitespace-nowrap font-mono text-fg-2">{useKeyCommand()}</code>;
  return (
    <p className="mt-6 text-small text-fg-3">
      <FormattedMessage text={connectMessages.where} values={{ command }} />
    </p>
  );
}

export function ConnectForm({ unfinished }: { readonly unfinished: ReactNode }) {
  const { connect, error, isBusy, clearError } = useConnect();
  const [key, setKey] = useState('');
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy && !(await connect(key))) field.current?.focus();
  };
  const change = (value: string) => {
    setKey(value);
    clearError();
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <span className="flex size-11 items-center justify-center rounded-box bg-ink text-on-ink">
        <KeyRound aria-hidden size={20} strokeWidth={1.75} />
      </span>
      <p className="my-6 text-fg-2">{connectMessages.explained}</p>
      <DisconnectNotice />
      <KeyField ref={field} value={key} error={error} onChange={change} />
      <Button type="submit" variant="primary" size="large" busy={isBusy} className="mt-4 w-full">
        {connectMessages.action}
      </Button>
      {unfinished}
      <KeyHelp />
    </form>
  );
}
