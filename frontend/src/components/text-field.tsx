import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react';
import { classNames } from './class-names.ts';
import { FieldError, fieldFrame } from './field.tsx';

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
