import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useShortcut } from '#lib/shortcuts.ts';
import { lazyPart } from './lazy-part.tsx';
import { navigationItems } from './navigation-items.ts';

const palette = lazyPart(() => import('#features/palette/palette.tsx').then(({ Palette }) => Palette));
const sheet = lazyPart(() => import('#features/palette/shortcut-sheet.tsx').then(({ ShortcutSheet }) => ShortcutSheet));

/** Buffers keys typed after the shortcut and before the palette has loaded, so that they reach the palette and not the page. */
function useTypeAhead(isWaiting: boolean): () => string {
  const text = useRef('');
  useEffect(() => {
    text.current = '';
    if (!isWaiting) return;
    const bufferKey = (event: KeyboardEvent) => {
      const isCharacter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isCharacter || document.querySelector('dialog:modal')) return;
      event.preventDefault();
      event.stopPropagation();
      text.current += event.key;
    };
    addEventListener('keydown', bufferKey, { capture: true });
    return () => removeEventListener('keydown', bufferKey, { capture: true });
  }, [isWaiting]);
  return useCallback(() => text.current, []);
}

/** The command palette and the shortcut sheet, which open over any page. */
export function Overlays() {
  const [open, setOpen] = useState<'palette' | 'sheet'>();
  const typeAhead = useTypeAhead(open === 'palette');
  const pendingCommand = useRef<() => void>(undefined);
  useShortcut('palette', () => setOpen('palette'));
  useShortcut('sheet', () => setOpen('sheet'));

  // Loaded once the page is rendered, so that they open without delay, and offline.
  useEffect(() => void Promise.allSettled([palette.load(), sheet.load()]), []);

  useEffect(() => {
    if (open !== undefined) return;
    const run = pendingCommand.current;
    pendingCommand.current = undefined;
    run?.();
  }, [open]);

  const close = (run?: () => void) => {
    pendingCommand.current = run;
    setOpen(undefined);
  };
  return (
    <Suspense>
      {open === 'palette' && <palette.Part pages={navigationItems} typeAhead={typeAhead} onClose={close} />}
      {open === 'sheet' && <sheet.Part onClose={() => close()} />}
    </Suspense>
  );
}
