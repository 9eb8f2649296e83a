import { ListFilter as FilterIcon, X } from 'lucide-react';
import { type ReactNode, type Ref, useId } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { fieldFrame } from './text-field.tsx';

type FilterFieldProps = {
  readonly label: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isInvalid?: boolean;
  /** The element that describes what the filter found. */
  readonly statusId: string;
  /** Shown while the field is empty. */
  readonly hint?: ReactNode;
  readonly isMonospace?: boolean;
  readonly className?: string;
  readonly ref?: Ref<HTMLInputElement>;
};

const frameStyle = 'flex h-8 max-w-full items-center pl-3 touch:h-11 max-hand:w-full';

/** A text field that filters the list below it, with its label inside. */
export function FilterField(props: FilterFieldProps) {
  const { label, clearLabel, value, onChange, isInvalid = false, statusId, hint, isMonospace, className, ref } = props;
  const id = useId();
  return (
    <div className={classNames(fieldFrame(isInvalid), frameStyle, className)}>
      <FilterIcon aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-fg-3" />
      <label htmlFor={id} className="pr-2 pl-2 whitespace-nowrap text-fg-3">
        {label}
      </label>
      <input
        id={id}
        ref={ref}
        type="text"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isInvalid}
        aria-describedby={statusId}
        className={classNames(
          'h-full min-w-0 grow bg-transparent outline-none max-rail:text-touch',
          isMonospace && 'font-mono text-id',
        )}
      />
      {value ? (
        <IconButton size="small" label={clearLabel} onClick={() => onChange('')} className="mr-1">
          <X aria-hidden size={14} strokeWidth={1.75} />
        </IconButton>
      ) : (
        <span className="mr-2 text-fg-3">{hint}</span>
      )}
    </div>
  );
}
