import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useShortcut } from '#lib/use-shortcut.ts';
import { navigationItems } from './pages.ts';

const loadPalette = () => import('#features/palette/palette.tsx');
const loadSheet = () => import('#features/palette/shortcut-sheet.tsx');

const Palette = lazy(() => loadPalette().then(({ Palette: shown }) => ({ default: shown })));
const ShortcutSheet = lazy(() => loadSheet().then(({ ShortcutSheet: shown }) => ({ default: shown })));

/** What lies over any page: the palette and the sheet of shortcuts. */
export function Overlays() {
  const [open, setOpen] = useState<'palette' | 'sheet'>();
  const chosen = useRef<() => void>(undefined);
  useShortcut('palette', () => setOpen('palette'));
  useShortcut('sheet', () => setOpen('sheet'));

  // Loaded when the page stands: a key pressed later must find them at once, without a network too.
  useEffect(() => void Promise.allSettled([loadPalette(), loadSheet()]), []);

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
      {open === 'palette' && <Palette pages={navigationItems} onClose={close} />}
      {open === 'sheet' && <ShortcutSheet onClose={() => close()} />}
    </Suspense>
  );
}
