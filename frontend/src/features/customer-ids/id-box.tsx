import { type ComponentProps, type FormEvent, type ReactNode, type Ref, useEffect, useState } from 'react';
import { Button } from '#components/button.tsx';
import { CommandInput } from '#components/command-input.tsx';
import { KeyHint } from '#components/key-hint.tsx';
import { Spinner } from '#components/spinner.tsx';
import { useCanWrite } from '#lib/client.ts';
import { hasPointer } from '#lib/device.ts';
import type { CustomerId } from '#lib/domain.ts';
import { useDebouncedValue } from '#lib/timers.ts';
import { useIdState } from '#lib/use-id-state.ts';
import { useSessionText } from '#lib/use-session-text.ts';
import { idMessages } from './id-messages.ts';
import { type IdValidation, toValidation, validateFormat } from './id-validation.ts';
import { AddedMessage, IdValidationMessage, type LookAlike, lateStyle } from './id-validation-message.tsx';
import type { IdMutations } from './use-id-mutations.tsx';
import { useLookAlike } from './use-look-alike.ts';

/** Validates the format immediately, and looks up the ID when typing pauses. */
function useIdValidation(text: string): IdValidation {
  const format = validateFormat(text.trim());
  const id = format.kind === 'checking' ? format.id : undefined;
  const debouncedId = useDebouncedValue(id);
  const lookup = useIdState(debouncedId === id ? id : undefined);
  return format.kind === 'checking' ? toValidation(format.id, lookup) : format;
}

function getActionLabel({ kind }: IdValidation, canWrite: boolean): string {
  if (kind === 'active' || !canWrite) return idMessages.box.open;
  return kind === 'deleted' ? idMessages.box.addAgain : idMessages.box.add;
}

const isInvalid = ({ kind }: IdValidation, isSubmitted: boolean): boolean =>
  kind === 'invalid' || (isSubmitted && (kind === 'incomplete' || kind === 'empty'));

function getInvalidPosition(text: string, validation: IdValidation): number | undefined {
  const fault = 'fault' in validation ? validation.fault : undefined;
  if (fault?.kind !== 'wrong-character') return undefined;
  // Faults are reported for the trimmed text.
  return fault.position + (text.length - text.trimStart().length);
}

const announceAfterMillis = 500;

/** Announces the result to screen readers when typing stops, not on every key press. */
function ValidationAnnouncer({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status" className="sr-only">
      {useDebouncedValue(children, announceAfterMillis)}
    </div>
  );
}

/** Announces every added ID, even if the next one is typed immediately. */
function AddedLog({ log }: { readonly log: IdMutations['addedLog'] }) {
  return (
    <div role="log" className="sr-only">
      {log.map(({ key, ...added }) => (
        <AddedMessage key={key} lastAdded={added} />
      ))}
    </div>
  );
}

/** The box's text. A failed add restores its ID, unless something else was typed; adding it later clears it. */
function useIdText({ addId, lastAdded }: IdMutations) {
  const { text, setText, restore } = useSessionText('id-box');
  const [failedId, setFailedId] = useState<CustomerId>();
  const isAddedSince = failedId !== undefined && lastAdded?.id === failedId && validateId(text) === failedId;
  useEffect(() => {
    if (isAddedSince) setText('');
  }, [isAddedSince, setText]);

  const type = (typed: string) => {
    setText(typed);
    setFailedId(undefined);
  };
  const add = async (id: CustomerId) => {
    setText('');
    const problem = await addId(id);
    if (problem) restore(text);
    setFailedId(problem && id);
  };
  return { text, type, add };
}

const validateId = (text: string): CustomerId | undefined => {
  const validation = validateFormat(text.trim());
  return validation.kind === 'checking' ? validation.id : undefined;
};

interface SubmitButtonProps {
  readonly validation: IdValidation;
  readonly isAdding: boolean;
}

/** Not busy while an ID is being added: the next one can already be typed and submitted. */
function SubmitButton({ validation, isAdding }: SubmitButtonProps) {
  const canWrite = useCanWrite();
  const isPrimary = canWrite && validation.kind !== 'empty' && validation.kind !== 'active';
  return (
    <Button type="submit" size="inset" variant={isPrimary ? 'primary' : 'secondary'}>
      {getActionLabel(validation, canWrite)}
      {isAdding ? (
        <span className={lateStyle}>
          <Spinner />
        </span>
      ) : (
        <KeyHint>↵</KeyHint>
      )}
    </Button>
  );
}

type MessageProps = Omit<ComponentProps<typeof IdValidationMessage>, 'lookAlike'>;

/** The message below the box. A look-alike can only be chosen in the one that is shown. */
function useMessage(props: MessageProps) {
  const { validation } = props;
  const lookAlike = useLookAlike(validation.kind === 'unknown' ? validation.id : undefined);
  return (choice: Pick<LookAlike, 'onChoose'>) => (
    <IdValidationMessage {...props} lookAlike={lookAlike && { id: lookAlike, ...choice }} />
  );
}

interface IdBoxProps {
  readonly mutations: IdMutations;
  readonly onOpen: (id: string) => void;
  readonly startsFocused: boolean;
  readonly ref: Ref<HTMLInputElement>;
}

/** The text, its validation, and what typing and Enter do. */
function useBox(mutations: IdMutations, onOpen: (id: string) => void) {
  const { text, type, add } = useIdText(mutations);
  const canWrite = useCanWrite();
  const [isSubmitted, setSubmitted] = useState(false);
  const validation = useIdValidation(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutations.clearLastAdded();
    setSubmitted(!('id' in validation));
    if (!('id' in validation)) return;
    if (validation.kind === 'active' || !canWrite) onOpen(validation.id);
    else void add(validation.id);
  };
  const change = (typed: string) => {
    type(typed);
    setSubmitted(false);
    mutations.clearLastAdded();
  };
  return { text, validation, isSubmitted, submit, change };
}

/** Validates as you type. Enter adds an unknown or deleted ID, and opens an active one; a read-only key opens each. */
export function IdBox({ mutations, onOpen, startsFocused, ref }: IdBoxProps) {
  const { text, validation, isSubmitted, submit, change } = useBox(mutations, onOpen);
  const { lastAdded, addedLog } = mutations;
  const adding = validation.kind === 'empty' ? mutations.adding : undefined;
  const renderMessage = useMessage({ validation, adding, isSubmitted, lastAdded });
  return (
    <form onSubmit={submit} noValidate className="max-w-264 px-(--edge) pt-5 pb-5">
      <CommandInput
        ref={ref}
        label={useCanWrite() ? idMessages.box.label : idMessages.box.labelReadOnly}
        placeholder={idMessages.box.example}
        value={text}
        // With touch, focusing would open the on-screen keyboard over half of the screen.
        autoFocus={startsFocused && hasPointer()}
        onChange={(event) => change(event.target.value)}
        isInvalid={isInvalid(validation, isSubmitted)}
        invalidPosition={getInvalidPosition(text, validation)}
        message={renderMessage({ onChoose: change })}
        action={<SubmitButton validation={validation} isAdding={adding !== undefined} />}
      />
      <ValidationAnnouncer>{validation.kind === 'empty' && lastAdded ? null : renderMessage({})}</ValidationAnnouncer>
      <AddedLog log={addedLog} />
    </form>
  );
}
