import { useState } from 'react';
import { Button } from '#components/button.tsx';
import { ConfirmDialog } from '#components/dialog.tsx';
import { Section, State } from './section.tsx';

function Opener({ role, name }: { readonly role: 'dialog' | 'alertdialog'; readonly name: string }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{name}</Button>
      {isOpen && (
        <ConfirmDialog
          role={role}
          title={role === 'alertdialog' ? 'Delete 3 IDs?' : 'A choice'}
          text="They leave the list at once. Undo is offered for 8 seconds."
          onClose={close}
          actions={
            <>
              <Button onClick={close}>Keep</Button>
              <Button variant={role === 'alertdialog' ? 'destructive' : 'primary'} onClick={close}>
                {role === 'alertdialog' ? 'Delete 3 IDs' : 'Go on'}
              </Button>
            </>
          }
        />
      )}
    </>
  );
}

export function Dialogs() {
  return (
    <Section name="Dialog">
      <State name="dialog">
        <Opener role="dialog" name="Open a dialog" />
      </State>
      <State name="alertdialog">
        <Opener role="alertdialog" name="Open an alert dialog" />
      </State>
    </Section>
  );
}
