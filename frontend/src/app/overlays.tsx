import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useShortcut } from '#lib/use-shortcut.ts';
import { lazyPart } from './lazy-part.tsx';
import { navigationItems } from './navigation-items.ts';

const palette = lazyPart(() => import('#features/palette/palette.tsx').then(({ Palette }) => Palette));
const sheet = lazyPart(() => import('#features/palette/shortcut-sheet.tsx').then(({ ShortcutSheet }) => ShortcutSheet));

/** What is typed after the key and before the palette has come: it is meant for the palette, and not for the page. */
function useEarlyText(isWaiting: boolean): () => string {
  const text = useRef('');
  useEffect(() => {
    text.current = '';
    if (!isWaiting) return;
    const take = (event: KeyboardEvent) => {
      const isCharacter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isCharacter || document.querySelector('dialog:modal')) return;
      event.preventDefault();
      event.stopPropagation();
      text.current += event.key;
    };
    addEventListener('keydown', take, { capture: true });
    return () => removeEventListener('keydown', take, { capture: true });
  }, [isWaiting]);
  return useCallback(() => text.current, []);
}

/** What lies over any page: the palette and the sheet of shortcuts. */
export function Overlays() {
  const [open, setOpen] = useState<'palette' | 'sheet'>();
  const earlyText = useEarlyText(open === 'palette');
  const chosen = useRef<() => void>(undefined);
  useShortcut('palette', () => setOpen('palette'));
  useShortcut('sheet', () => setOpen('sheet'));

  // Loaded when the page stands: a key pressed later must find them at once, without a network too.
  useEffect(() => void Promise.allSettled([palette.load(), sheet.load()]), []);

  useEffect(() => {
    if (open !== undefined) return;
    const run = chosen.current;
    chosen.current = undefined;
    run?.();
  }, [open]);

  const close = (run?: () => void) => {
    chosen.current = run;
    setOpen(undefined);
  };
  return (
    <Suspense>
      {open === 'palette' && <palette.Part pages={navigationItems} earlyText={earlyText} onClose={close} />}
      {open === 'sheet' && <sheet.Part onClose={() => close()} />}
    </Suspense>
  );
}
