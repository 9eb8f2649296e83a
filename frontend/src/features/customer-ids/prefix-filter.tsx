import { ListFilter, X } from 'lucide-react';
import { type Ref, useId } from 'react';
import { IconButton } from '#components/icon-button.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { messages } from '#lib/messages.ts';

type PrefixFilterProps = {
  readonly value: string;
  readonly onChange: (prefix: string) => void;
  readonly isWrong: boolean;
  /** Where it is said what is listed, or what is wrong. */
  readonly noteId: string;
  readonly ref: Ref<HTMLInputElement>;
};

export function PrefixFilter({ value, onChange, isWrong, noteId, ref }: PrefixFilterProps) {
  const id = useId();
  return (
    <div className="flex h-8 w-[16.5rem] max-w-full items-center rounded-button bg-hover pl-3 has-[input:focus]:outline-2 has-[input:focus]:outline-iris max-hand:h-11 max-hand:w-full forced-colors:border">
      <ListFilter aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-fg-3" />
      <label htmlFor={id} className="pr-2 pl-2 whitespace-nowrap text-fg-3">
        {messages.list.startsWith}
      </label>
      <input
        id={id}
        ref={ref}
        type="text"
        value={value}
        onChange={(event) => onChange(event.target.value.trim())}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={noteId}
        className="h-full min-w-0 grow bg-transparent font-mono text-id outline-none max-rail:text-touch"
      />
      {value ? (
        <IconButton size="small" label={messages.list.clearFilter} onClick={() => onChange('')} className="mr-1">
          <X aria-hidden size={14} strokeWidth={1.75} />
        </IconButton>
      ) : (
        <span className="mr-2 text-fg-3">
          <ShortcutHint name="filter" />
        </span>
      )}
    </div>
  );
}
