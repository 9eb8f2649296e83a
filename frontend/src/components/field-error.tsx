import { CircleAlert } from 'lucide-react';

/** Keeps its place in the page from the start, so that an error is announced and moves nothing. */
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
