import { CircleAlert, CircleCheck, CirclePlus, CircleQuestionMark, RotateCcw } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { FormattedMessage, MonoText } from '#components/formatted-message.tsx';
import { keyboardOnly } from '#components/key-hint.tsx';
import { useCanWrite } from '#lib/client.ts';
import { useIsOnline } from '#lib/device.ts';
import { type CustomerId, type CustomerIdFault, describeCustomerIdFault } from '#lib/domain.ts';
import { format } from '#lib/format.ts';
import { idMessages } from './id-messages.ts';
import type { IdValidation, RegistryValidation } from './id-validation.ts';
import type { LastAdded } from './use-id-mutations.tsx';

/** Shows only what takes longer. */
export const lateStyle = 'animate-late [animation-duration:300ms]';

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function Line({
  icon,
  tone = 'text-fg',
  children,
}: {
  readonly icon?: ReactNode;
  readonly tone?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={`flex gap-2 ${tone}`}>
      {icon && <span className="mt-0.5 shrink-0">{icon}</span>}
      <span className="min-w-0">{children}</span>
    </span>
  );
}

function FaultMessage({ fault }: { readonly fault: CustomerIdFault }) {
  return (
    <Line icon={<CircleAlert {...iconProps} />} tone="text-bad">
      {describeCustomerIdFault(fault)}
    </Line>
  );
}

const addedTexts = { added: idMessages.box.added, existing: idMessages.box.existing, present: idMessages.box.present };

export function AddedMessage({ lastAdded: { id, outcome } }: { readonly lastAdded: LastAdded }) {
  return (
    <Line icon={<CircleCheck {...iconProps} className="text-ok" />}>
      <FormattedMessage text={addedTexts[outcome]} values={{ id: <MonoText>{id}</MonoText> }} />
    </Line>
  );
}

function AddingMessage({ id }: { readonly id: string }) {
  return (
    <span className={`${lateStyle} text-fg-3`}>
      <FormattedMessage text={idMessages.box.adding} values={{ id: <MonoText>{id}</MonoText> }} />
    </span>
  );
}

/** Hidden on touch screens, where the button is the only way. */
const keyboardHint = (text: string) => <span className={keyboardOnly}>{text}</span>;

function DeletedMessage({ id, deletedAt }: { readonly id: string; readonly deletedAt: string | undefined }) {
  const enter = useCanWrite() ? idMessages.box.enterAddsAgain : idMessages.box.enterOpens;
  const values = { id: <MonoText>{id}</MonoText>, enter: keyboardHint(enter) };
  return (
    <Line icon={<RotateCcw {...iconProps} className="text-warn" />}>
      {deletedAt === undefined ? (
        <FormattedMessage text={idMessages.box.deletedEarlier} values={values} />
      ) : (
        <FormattedMessage
          text={idMessages.box.deleted}
          values={{ ...values, date: format.day(deletedAt, new Date()) }}
        />
      )}
    </Line>
  );
}

function ActiveMessage({ id, createdAt }: { readonly id: string; readonly createdAt: string }) {
  const values = { date: format.day(createdAt, new Date()), enter: keyboardHint(idMessages.box.enterOpens) };
  return (
    <Line icon={<CircleCheck {...iconProps} className="text-ok" />}>
      <FormattedMessage text={idMessages.box.active} values={{ id: <MonoText>{id}</MonoText>, ...values }} />
    </Line>
  );
}

function UnavailableMessage({ id }: { readonly id: string }) {
  const text = useIsOnline() ? idMessages.box.unavailable : idMessages.box.offline;
  return (
    <Line icon={<CircleQuestionMark {...iconProps} className="text-warn" />}>
      <FormattedMessage text={text} values={{ id: <MonoText>{id}</MonoText> }} />
    </Line>
  );
}

export interface LookAlike {
  readonly id: CustomerId;
  /** Undefined in text that is only announced. */
  readonly onChoose?: (id: CustomerId) => void;
}

function DidYouMean({ id, onChoose }: LookAlike) {
  const choose = ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    // The button disappears.
    currentTarget.form?.querySelector('input')?.focus();
    onChoose?.(id);
  };
  const name = <MonoText>{id}</MonoText>;
  const button = (
    <button
      type="button"
      onClick={choose}
      className="rounded-key font-medium underline underline-offset-4 [overflow-wrap:anywhere] hover:decoration-2"
    >
      {name}
    </button>
  );
  return <FormattedMessage text={idMessages.box.didYouMean} values={{ id: onChoose ? button : name }} />;
}

function Hint() {
  const { hint, hintReadOnly } = idMessages.box;
  return <Line tone="text-fg-3">{useCanWrite() ? hint : hintReadOnly}</Line>;
}

type RegistryMessageProps = { readonly validation: RegistryValidation; readonly lookAlike: LookAlike | undefined };

function RegistryMessage({ validation, lookAlike }: RegistryMessageProps) {
  const canWrite = useCanWrite();
  const id = <MonoText>{validation.id}</MonoText>;
  switch (validation.kind) {
    case 'checking':
      return (
        <span className={`${lateStyle} text-fg-3`}>
          <FormattedMessage text={idMessages.box.checking} values={{ id }} />
        </span>
      );
    case 'unavailable':
      return <UnavailableMessage id={validation.id} />;
    case 'unknown':
      return (
        <Line icon={<CirclePlus {...iconProps} className="text-iris" />}>
          <FormattedMessage
            text={idMessages.box.unknown}
            values={{ id, enter: keyboardHint(canWrite ? idMessages.box.enterAdds : idMessages.box.enterOpens) }}
          />
          {lookAlike && (
            <>
              {' '}
              <DidYouMean {...lookAlike} />
            </>
          )}
        </Line>
      );
    case 'active':
      return <ActiveMessage {...validation} />;
    case 'deleted':
      return <DeletedMessage {...validation} />;
  }
}

type IdValidationMessageProps = {
  readonly validation: IdValidation;
  /** Submitted, but not confirmed yet. */
  readonly adding?: string | undefined;
  readonly lastAdded: LastAdded | undefined;
  /** An incomplete ID is an error only after Enter. */
  readonly isSubmitted: boolean;
  /** An active ID that looks like the unknown one. */
  readonly lookAlike: LookAlike | undefined;
};

export function IdValidationMessage(props: IdValidationMessageProps) {
  const { validation, adding, lastAdded, isSubmitted, lookAlike } = props;
  switch (validation.kind) {
    case 'empty':
      if (adding !== undefined) return <AddingMessage id={adding} />;
      if (lastAdded) return <AddedMessage lastAdded={lastAdded} />;
      return isSubmitted ? (
        <Line icon={<CircleAlert {...iconProps} />} tone="text-bad">
          {idMessages.box.empty}
        </Line>
      ) : (
        <Hint />
      );
    case 'incomplete':
      return isSubmitted ? (
        <FaultMessage fault={validation.fault} />
      ) : (
        <Line tone="text-fg-3">{describeCustomerIdFault(validation.fault)}</Line>
      );
    case 'invalid':
      return <FaultMessage fault={validation.fault} />;
    default:
      return <RegistryMessage validation={validation} lookAlike={lookAlike} />;
  }
}
