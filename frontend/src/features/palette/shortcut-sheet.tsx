import { X } from 'lucide-react';
import { Fragment, useEffect, useId, useRef } from 'react';
import { Checkbox } from '#components/checkbox.tsx';
import { Dialog } from '#components/dialog.tsx';
import { IconButton } from '#components/icon-button.tsx';
import { KeyCap } from '#components/key-hint.tsx';
import { messages } from '#lib/messages.ts';
import { displayKeys, isApple, setSingleKeysEnabled, useSingleKeysEnabled } from '#lib/shortcut-keys.ts';
import { type Shortcut, shortcutNames, shortcuts } from '#lib/shortcuts.ts';

const text = messages.shortcuts;
const all = shortcutNames.map((name) => shortcuts[name]);

function Keys({ keys }: Pick<Shortcut, 'keys'>) {
  return keys.map((alternative, index) => (
    <Fragment key={alternative}>
      {index > 0 && <span className="px-0.5 text-small text-fg-3">{text.or}</span>}
      <KeyCap>{displayKeys(alternative, isApple()).join(' ')}</KeyCap>
    </Fragment>
  ));
}

function ShortcutSection({ title, listed }: { readonly title: string; readonly listed: readonly Shortcut[] }) {
  return (
    <section className="break-inside-avoid pb-6">
      <h3 className="mb-1 text-small font-medium text-fg-3">{title}</h3>
      <dl>
        {listed.map((shortcut) => (
          <div key={shortcut.text} className="flex min-h-8 items-center justify-between gap-4">
            <dt>{shortcut.text}</dt>
            <dd className="flex shrink-0 items-center gap-1">
              <Keys keys={shortcut.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function SingleKeySetting() {
  const isEnabled = useSingleKeysEnabled();
  return (
    <div className="flex flex-wrap items-center gap-x-4 border-t border-line px-6 py-3">
      <Checkbox
        label={text.singleKeys}
        checked={isEnabled}
        onChange={(event) => setSingleKeysEnabled(event.target.checked)}
      />
      <p className="text-fg-3">{text.singleKeysHint}</p>
    </div>
  );
}

/** All shortcuts, and the setting that disables single-key ones. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  // By default the first control has the focus, and its tooltip would cover the text.
  useEffect(() => title.current?.focus(), []);
  return (
    <Dialog
      labelledBy={id}
      onClose={onClose}
      className="max-hand:m-0 max-hand:h-dvh max-hand:max-h-none max-hand:w-dvw max-hand:rounded-none hand:w-170 hand:max-w-[calc(100%-2rem)]"
    >
      <div className="flex items-center justify-between py-4 pr-4 pl-6">
        <h2 ref={title} id={id} tabIndex={-1} className="text-heading outline-none">
          {text.title}
        </h2>
        <IconButton label={messages.close} onClick={onClose}>
          <X aria-hidden size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      <div className="px-6 hand:columns-2 hand:gap-10">
        {Object.entries(text.places).map(([place, title]) => (
          <ShortcutSection key={place} title={title} listed={all.filter((shortcut) => shortcut.place === place)} />
        ))}
      </div>
      <SingleKeySetting />
    </Dialog>
  );
}
