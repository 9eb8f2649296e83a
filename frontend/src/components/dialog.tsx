import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names.ts';

type DialogProps = {
  /** An `alertdialog` requires a decision: a click on the backdrop does not close it. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly labelledBy?: string;
  readonly describedBy?: string;
  readonly label?: string;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
};

/**
 * A modal dialog, open while it is rendered. The native element traps the focus, makes the rest of the page inert and
 * restores the focus on close.
 */
export function Dialog({ role = 'dialog', labelledBy, describedBy, label, onClose, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // The cleanup of a layout effect runs before the element is detached; later, closing would not restore the focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      role={role === 'alertdialog' ? role : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-label={label}
      closedby={role === 'alertdialog' ? 'closerequest' : 'any'}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // React events bubble through the component tree: keys pressed here must not reach the page below.
      onKeyDown={(event) => event.stopPropagation()}
      className={classNames(
        'm-auto max-w-none animate-appear rounded-dialog bg-raised text-fg shadow-e3 outline-none backdrop:animate-fade backdrop:bg-scrim forced-colors:border',
        className,
      )}
    >
      {children}
    </dialog>
  );
}

type ConfirmDialogProps = {
  readonly role?: 'dialog' | 'alertdialog';
  readonly title: ReactNode;
  /** One sentence that states the consequence of confirming. */
  readonly text: ReactNode;
  /** Fields the user has to fill in before confirming. */
  readonly children?: ReactNode;
  /** Buttons in reading order, the confirming one last. On a phone they are stacked with that one on top. */
  readonly actions: ReactNode;
  readonly onClose: () => void;
  readonly onSubmit?: () => void;
};

export function ConfirmDialog({
  role = 'dialog',
  title,
  text,
  children,
  actions,
  onClose,
  onSubmit,
}: ConfirmDialogProps) {
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <Dialog
      role={role}
      labelledBy={`${id}-title`}
      describedBy={`${id}-text`}
      onClose={onClose}
      className="w-110 max-hand:w-[calc(100%-2rem)]"
    >
      <form noValidate onSubmit={submit} className="p-6">
        <h2 id={`${id}-title`} className="text-heading [overflow-wrap:anywhere]">
          {title}
        </h2>
        <p id={`${id}-text`} className="mt-1 text-fg-2 [overflow-wrap:anywhere]">
          {text}
        </p>
        {children && <div className="mt-4">{children}</div>}
        <div className="mt-6 flex justify-end gap-2 max-hand:flex-col-reverse">{actions}</div>
      </form>
    </Dialog>
  );
}
