import { type FormEvent, type ReactNode, useId } from 'react';
import { Modal } from './modal.tsx';

type DialogProps = {
  readonly role?: 'dialog' | 'alertdialog';
  readonly title: ReactNode;
  /** One sentence: what follows from going on. */
  readonly text: ReactNode;
  /** What has to be typed or chosen before going on. */
  readonly children?: ReactNode;
  /** Buttons in reading order, the one that goes on last; on a phone they are stacked, that one on top. */
  readonly actions: ReactNode;
  readonly onClose: () => void;
  /** Enter in a field, or the button of type submit. */
  readonly onSubmit?: () => void;
};

export function Dialog({ role = 'dialog', title, text, children, actions, onClose, onSubmit }: DialogProps) {
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <Modal
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
    </Modal>
  );
}
