import { CircleAlert } from 'lucide-react';
import { type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes, useId } from 'react';
import { classNames } from './class-names.ts';

const base = 'rounded-box border bg-surface transition-[border-color,box-shadow]';
const valid =
  'border-control has-[:is(input,textarea):focus]:border-iris has-[:is(input,textarea):focus]:[box-shadow:0_0_0_1px_var(--iris),0_0_0_5px_var(--halo)]';
const invalid =
  'border-bad-fill has-[:is(input,textarea):focus]:[box-shadow:0_0_0_1px_var(--bad-fill),0_0_0_5px_var(--bad-halo)]';

/** Border of a text field. It also shows the focus, because the frame is larger than the input. */
export const fieldFrame = (isInvalid: boolean): string =>
  classNames(base, isInvalid ? invalid : valid, 'forced-colors:focus-within:outline-2');

/** Always rendered, so that an error is announced and does not shift the layout. */
export function FieldError({ id, error }: { readonly id: string; readonly error: string | undefined }) {
  return (
    <p id={id} role="alert" className="mt-2 flex min-h-5 gap-1.5 text-bad">
      {error !== undefined && (
        <>
          <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0" />
          {error}
        </>
      )}
    </p>
  );
}

type TextFieldProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly label: string;
  readonly error: string | undefined;
  readonly action?: ReactNode;
  readonly ref?: Ref<HTMLInputElement>;
};

export function TextField({ label, error, action, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <div className={classNames(fieldFrame(error !== undefined), 'flex h-11 items-center pr-1')}>
        <input
          id={id}
          {...rest}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-error`}
          className={classNames('h-full min-w-0 grow bg-transparent px-3 outline-none max-rail:text-touch', className)}
        />
        {action}
      </div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

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
