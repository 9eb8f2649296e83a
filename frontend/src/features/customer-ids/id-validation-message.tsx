import { CircleAlert, CircleCheck, CirclePlus, CircleQuestionMark, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { FormattedMessage, MonoText } from '#components/formatted-message.tsx';
import { keyboardOnly } from '#components/key-hint.tsx';
import { type CustomerIdFault, describeCustomerIdFault } from '#lib/customer-id.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import type { RegistryVerdict, Verdict } from './id-validation.ts';
import type { LastAdded } from './use-id-mutations.tsx';

const look = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

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

function FaultLine({ fault }: { readonly fault: CustomerIdFault }) {
  return (
    <Line icon={<CircleAlert {...look} />} tone="text-bad">
      {describeCustomerIdFault(fault)}
    </Line>
  );
}

const addedTexts = { added: messages.box.added, existing: messages.box.existing, present: messages.box.present };

function AddedLine({ lastAdded: { id, outcome } }: { readonly lastAdded: LastAdded }) {
  return (
    <Line icon={<CircleCheck {...look} className="text-ok" />}>
      <FormattedMessage text={addedTexts[outcome]} values={{ id: <MonoText>{id}</MonoText> }} />
    </Line>
  );
}

/** Where there is a keyboard. Elsewhere the button beside the text says it. */
const enter = (text: string) => <span className={keyboardOnly}>{text}</span>;

function RegistryLine({ verdict }: { readonly verdict: RegistryVerdict }) {
  const id = <MonoText>{verdict.id}</MonoText>;
  const now = new Date();
  const again = enter(messages.box.enterAddsAgain);
  switch (verdict.kind) {
    case 'checking':
      return (
        <span className="animate-late text-fg-3 [animation-duration:300ms]">
          <FormattedMessage text={messages.box.checking} values={{ id }} />
        </span>
      );
    case 'cannot-tell':
      return (
        <Line icon={<CircleQuestionMark {...look} className="text-warn" />}>
          <FormattedMessage text={messages.box.cannotTell} values={{ id }} />
        </Line>
      );
    case 'free':
      return (
        <Line icon={<CirclePlus {...look} className="text-iris" />}>
          <FormattedMessage text={messages.box.free} values={{ id, enter: enter(messages.box.enterAdds) }} />
        </Line>
      );
    case 'active':
      return (
        <Line icon={<CircleCheck {...look} className="text-ok" />}>
          <FormattedMessage
            text={messages.box.known}
            values={{ id, date: format.day(verdict.createdAt, now), enter: enter(messages.box.enterOpens) }}
          />
        </Line>
      );
    case 'deleted':
      return (
        <Line icon={<RotateCcw {...look} className="text-warn" />}>
          {verdict.deletedAt === undefined ? (
            <FormattedMessage text={messages.box.deletedEarlier} values={{ id, enter: again }} />
          ) : (
            <FormattedMessage
              text={messages.box.deleted}
              values={{ id, date: format.day(verdict.deletedAt, now), enter: again }}
            />
          )}
        </Line>
      );
  }
}

type VerdictLineProps = {
  readonly verdict: Verdict;
  readonly lastAdded: LastAdded | undefined;
  /** Whether Enter was pressed on it: then what is unfinished is wrong. */
  readonly isSubmitted: boolean;
};

export function VerdictLine({ verdict, lastAdded, isSubmitted }: VerdictLineProps) {
  switch (verdict.kind) {
    case 'empty':
      if (lastAdded) return <AddedLine lastAdded={lastAdded} />;
      return isSubmitted ? (
        <Line icon={<CircleAlert {...look} />} tone="text-bad">
          {messages.box.empty}
        </Line>
      ) : (
        <Line tone="text-fg-3">{messages.box.hint}</Line>
      );
    case 'unfinished':
      return isSubmitted ? (
        <FaultLine fault={verdict.fault} />
      ) : (
        <Line tone="text-fg-3">{describeCustomerIdFault(verdict.fault)}</Line>
      );
    case 'wrong':
      return <FaultLine fault={verdict.fault} />;
    default:
      return <RegistryLine verdict={verdict} />;
  }
}
