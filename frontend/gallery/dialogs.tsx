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
          title={role === 'alertdialog' ? 'Delete 3 IDs?' : 'Rename the list?'}
          text="They're removed from the list right away. You can undo for 8 seconds."
          onClose={close}
          actions={
            <>
              <Button onClick={close}>Cancel</Button>
              <Button variant={role === 'alertdialog' ? 'destructive' : 'primary'} onClick={close}>
                {role === 'alertdialog' ? 'Delete 3 IDs' : 'Rename'}
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
