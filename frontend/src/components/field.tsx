import { CircleAlert } from 'lucide-react';
import { classNames } from './class-names.ts';

const base = 'rounded-box border bg-surface transition-[border-color,box-shadow]';
const valid =
  'border-control has-[:is(input,textarea):focus]:border-iris has-[:is(input,textarea):focus]:shadow-[0_0_0_1px_var(--iris),0_0_0_5px_var(--halo)]';
const invalid =
  'border-bad-fill has-[:is(input,textarea):focus]:shadow-[0_0_0_1px_var(--bad-fill),0_0_0_5px_var(--bad-halo)]';

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
