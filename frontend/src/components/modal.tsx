import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names.ts';

type ModalProps = {
  /** `alertdialog` asks for a decision: only its buttons and Escape leave it, not a stray click beside it. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly labelledBy?: string;
  readonly describedBy?: string;
  readonly label?: string;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
};

/**
 * What lies over the page while it is rendered. The browser's own dialog keeps the focus inside, makes the rest inert and
 * gives the focus back to what opened it; the first control inside gets it.
 */
export function Modal({ role = 'dialog', labelledBy, describedBy, label, onClose, className, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // A layout effect ends while the element is still in the page, and only then can closing give the focus back.
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
      // A key pressed in here means nothing to what lies below.
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
