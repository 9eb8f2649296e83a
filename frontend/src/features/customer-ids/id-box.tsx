import { type FormEvent, type Ref, useEffect, useState } from 'react';
import { Button } from '#components/button.tsx';
import { CommandInput } from '#components/command-input.tsx';
import { KeyHint } from '#components/key-hint.tsx';
import type { CustomerIdFault } from '#lib/customer-id.ts';
import { messages } from '#lib/messages.ts';
import { hasPointer } from '#lib/use-media.ts';
import { useSessionText } from '#lib/use-session-text.ts';
import type { Verdict } from './id-validation.ts';
import { VerdictLine } from './id-validation-message.tsx';
import type { IdDesk } from './use-id-mutations.tsx';
import { useVerdict } from './use-verdict.ts';
import { VerdictAnnouncer } from './verdict-announcer.tsx';

const actionOf = ({ kind }: Verdict): string => {
  if (kind === 'active') return messages.box.open;
  return kind === 'deleted' ? messages.box.addAgain : messages.box.add;
};

const isWrong = ({ kind }: Verdict, isSubmitted: boolean): boolean =>
  kind === 'wrong' || (isSubmitted && (kind === 'unfinished' || kind === 'empty'));

const faultOf = (verdict: Verdict): CustomerIdFault | undefined => ('fault' in verdict ? verdict.fault : undefined);

function markedIn(text: string, verdict: Verdict): number | undefined {
  const fault = faultOf(verdict);
  if (fault?.kind !== 'wrong-character') return undefined;
  // The fault counts from the first character that is not a space at the start.
  return fault.position + (text.length - text.trimStart().length);
}

type IdBoxProps = {
  readonly desk: IdDesk;
  readonly onOpen: (id: string) => void;
  readonly startsFocused: boolean;
  readonly ref: Ref<HTMLInputElement>;
};

/** Checks while one types; Enter adds a free ID, opens a known one and adds a deleted one again. */
export function IdBox({ desk, onOpen, startsFocused, ref }: IdBoxProps) {
  const { text, setText, restore } = useSessionText('id-box');
  const [isSubmitted, setSubmitted] = useState(false);
  const [isLeftover, setLeftover] = useState(false);
  const verdict = useVerdict(text);

  const add = async (id: Extract<Verdict, { id: unknown }>['id']) => {
    setText('');
    const isAdded = await desk.add(id);
    // What one typed is not lost; what one has typed since then is not either.
    if (!isAdded) restore(text);
    setLeftover(!isAdded);
  };
  // It was added after all, at another try: what one would do next is to take it out. What one has typed stays.
  const addedId = desk.lastAdded?.id;
  const isDone = isLeftover && addedId !== undefined && 'id' in verdict && verdict.id === addedId;
  useEffect(() => {
    if (isDone) setText('');
  }, [isDone, setText]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    desk.clearLastAdded();
    setSubmitted(!('id' in verdict));
    if (verdict.kind === 'active') onOpen(verdict.id);
    else if ('id' in verdict) void add(verdict.id);
  };
  const line = <VerdictLine verdict={verdict} lastAdded={desk.lastAdded} isSubmitted={isSubmitted} />;

  return (
    <form onSubmit={submit} noValidate className="px-(--edge) pt-5 pb-5">
      <CommandInput
        ref={ref}
        label={messages.box.label}
        placeholder={messages.box.example}
        value={text}
        // Only where focusing opens no keyboard over half of the screen.
        autoFocus={startsFocused && hasPointer()}
        onChange={(event) => {
          setText(event.target.value);
          setSubmitted(false);
          setLeftover(false);
          desk.clearLastAdded();
        }}
        isInvalid={isWrong(verdict, isSubmitted)}
        invalidPosition={markedIn(text, verdict)}
        message={line}
        action={
          <Button type="submit" size="inset" variant={text && verdict.kind !== 'active' ? 'primary' : 'secondary'}>
            {actionOf(verdict)}
            <KeyHint>↵</KeyHint>
          </Button>
        }
      />
      <VerdictAnnouncer>{line}</VerdictAnnouncer>
    </form>
  );
}
