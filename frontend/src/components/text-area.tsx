import { type Ref, type TextareaHTMLAttributes, useId } from 'react';
import { FieldError, fieldFrame } from './field.tsx';

type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  readonly label: string;
  readonly hint: string;
  readonly error: string | undefined;
  readonly ref?: Ref<HTMLTextAreaElement>;
};

export function TextArea({ label, hint, error, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="block font-medium">
        {label}
      </label>
      <p id={`${id}-hint`} className="mb-2 text-fg-3">
        {hint}
      </p>
      <div className={fieldFrame(error !== undefined)}>
        <textarea
          id={id}
          {...rest}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          className="block w-full resize-y rounded-box bg-transparent px-3.5 py-2.5 font-mono text-id leading-6 outline-none placeholder:text-fg-3 max-rail:text-touch"
        />
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}
