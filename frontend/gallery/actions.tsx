import { Copy, Download, Ellipsis, ListChecks, Trash2, Upload, X } from 'lucide-react';
import { Button, ButtonLink } from '#components/button.tsx';
import { CopyButton } from '#components/copy-button.tsx';
import { IconButton } from '#components/icon-button.tsx';
import { KeyCap, KeyHint, ShortcutHint } from '#components/key-hint.tsx';
import { Menu } from '#components/menu.tsx';
import { Spinner } from '#components/spinner.tsx';
import { Section, State } from './section.tsx';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;
const variants = ['primary', 'secondary', 'quiet', 'danger', 'destructive'] as const;

export function Buttons() {
  return (
    <Section name="Button">
      {variants.map((variant) => (
        <State key={variant} name={variant}>
          <Button variant={variant}>Default</Button>
          <Button variant={variant} icon={<Trash2 {...icon} />}>
            With an icon
          </Button>
          <Button variant={variant} busy>
            Busy
          </Button>
        </State>
      ))}
      <State name="sizes">
        <Button variant="primary" size="large">
          Large
        </Button>
        <Button variant="primary" size="inset">
          Inset
          <KeyHint>↵</KeyHint>
        </Button>
      </State>
      <State name="link">
        <ButtonLink to="/gallery" icon={<Upload {...icon} />}>
          Import
        </ButtonLink>
      </State>
    </Section>
  );
}

export function SmallActions() {
  return (
    <Section name="Icon button, tooltip, menu, keys">
      <State name="icon button">
        <IconButton label="Close" shortcut="close">
          <X {...icon} />
        </IconButton>
        <IconButton label="Copy" size="small">
          <Copy aria-hidden size={14} strokeWidth={1.75} />
        </IconButton>
        <CopyButton text="CUST-00421" />
      </State>
      <State name="menu">
        <Menu
          label="More actions"
          icon={<Ellipsis aria-hidden size={20} strokeWidth={1.75} />}
          items={[
            { text: 'Select', icon: <ListChecks {...icon} />, onChoose: () => undefined },
            { text: 'Export', icon: <Download {...icon} />, onChoose: () => undefined },
          ]}
        />
      </State>
      <State name="keys">
        <KeyCap>Esc</KeyCap>
        <ShortcutHint name="palette" />
      </State>
      <State name="spinner">
        <Spinner />
      </State>
    </Section>
  );
}
