import { Trash2, Upload } from 'lucide-react';
import { Button, ButtonLink } from '#components/button.tsx';
import { CodeLine } from '#components/code-line.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { FormattedMessage, MonoText } from '#components/formatted-message.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import type { Source } from '#lib/api/customer-ids.ts';
import { useCanWrite } from '#lib/client.ts';
import { basePath, type CustomerId, parseCustomerId } from '#lib/domain.ts';
import { formatMessage } from '#lib/format.ts';
import { idsPath, paths } from '#lib/paths.ts';
import { idMessages } from './id-messages.ts';

const firstId = 'CUST-00001';

function GhostRow({ width }: { readonly width: string }) {
  return (
    <div className="flex h-9 items-center rounded-box border border-line px-3">
      <span className="mr-3 size-4 rounded-key border border-line-strong" />
      <span className={`h-2 rounded-key bg-line ${width}`} />
      <span className="ml-auto h-2 w-10 rounded-key bg-line" />
    </div>
  );
}

/** An outline of the row that the first ID will fill. */
function EmptySlot() {
  return (
    <div aria-hidden="true" className="mb-8 flex w-[17rem] flex-col gap-1.5">
      <div className="flex flex-col gap-1.5 [mask-image:linear-gradient(to_bottom,transparent_-25%,black_75%)]">
        <GhostRow width="w-22" />
        <GhostRow width="w-16" />
      </div>
      <div className="flex h-9 items-center rounded-box border border-dashed border-iris bg-iris-tint px-3 font-mono text-id font-medium text-iris">
        <span className="mr-3 size-4 rounded-key border border-iris" />
        {firstId}
      </div>
    </div>
  );
}

export function EmptyRegistry({ onAddFirst }: { readonly onAddFirst: () => void }) {
  const canWrite = useCanWrite();
  const url = `${location.origin}${basePath}/customer-ids/${firstId}`;
  return (
    <EmptyState
      picture={<EmptySlot />}
      title={idMessages.list.none}
      text={canWrite ? idMessages.list.noneText : idMessages.list.noneReadOnly}
      actions={
        <>
          {canWrite && (
            <>
              <Button variant="primary" onClick={onAddFirst}>
                {idMessages.list.addFirst}
                <ShortcutHint name="box" />
              </Button>
              <ButtonLink to={paths.import} icon={<Upload aria-hidden size={16} strokeWidth={1.75} />}>
                {idMessages.list.importList}
              </ButtonLink>
            </>
          )}
          <ButtonLink to={idsPath({ state: 'deleted' })} icon={<Trash2 aria-hidden size={16} strokeWidth={1.75} />}>
            {idMessages.list.showDeleted}
          </ButtonLink>
        </>
      }
      foot={
        canWrite && (
          <>
            <p className="mb-2 text-small text-fg-3">{idMessages.list.fromScript}</p>
            <CodeLine code={formatMessage(idMessages.list.script, { url })} name={idMessages.list.command} />
          </>
        )
      }
    />
  );
}

type NoMatchProps = {
  readonly prefix: string;
  readonly source: Source | undefined;
  readonly onClear: () => void;
  readonly onAdd: (id: CustomerId) => void;
};

export function NoMatch({ prefix, source, onClear, onAdd }: NoMatchProps) {
  const canWrite = useCanWrite();
  const whole = parseCustomerId(source ? '' : prefix);
  const noPrefix = (
    <FormattedMessage text={idMessages.list.noMatch} values={{ prefix: <MonoText>{prefix}</MonoText> }} />
  );
  return (
    <EmptyState
      title={source ? idMessages.list.noSource[source] : noPrefix}
      text={idMessages.list.noMatchText}
      actions={
        <>
          <Button variant="primary" onClick={onClear}>
            {idMessages.list.clearFilter}
          </Button>
          {canWrite && whole.ok && (
            <Button onClick={() => onAdd(whole.value)}>
              {formatMessage(idMessages.list.addThis, { id: whole.value })}
            </Button>
          )}
        </>
      }
    />
  );
}
