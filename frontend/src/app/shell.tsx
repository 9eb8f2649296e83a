import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { ToastRegion } from '#components/toast-region.tsx';
import { messages } from '#lib/messages.ts';
import { useLocation } from '#lib/navigation.ts';
import { isWithin } from '#lib/paths.ts';
import { BottomBar } from './bottom-bar.tsx';
import { Overlays } from './overlays.tsx';
import { PageFocus, PageTop } from './page-focus.tsx';
import { navigationItems } from './navigation-items.ts';
import { Sidebar } from './sidebar.tsx';

// There is nothing to say at first, so the first paint does not wait for it.
const ConnectionBanner = lazy(() =>
  import('./connection-banner.tsx').then(({ ConnectionBanner: banner }) => ({ default: banner })),
);

/** What surrounds every page: navigation, the sheet that pages are drawn on, and the toasts. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [path] = useLocation();
  const sheet = useRef<HTMLElement>(null);
  const page = navigationItems.find((item) => isWithin(path, item.path))?.path ?? path;
  return (
    <div className="rail:flex rail:h-dvh">
      <a
        href="#content"
        className="fixed top-2 left-2 z-40 rounded-button bg-ink px-4 py-2 font-medium text-on-ink not-focus:sr-only"
      >
        {messages.skip}
      </a>
      <Sidebar path={path} />
      <main
        id="content"
        ref={sheet}
        tabIndex={-1}
        className="relative flex min-h-dvh flex-col bg-surface pb-[calc(4rem+env(safe-area-inset-bottom))] focus:outline-none rail:my-2 rail:mr-2 rail:min-h-0 rail:min-w-0 rail:grow rail:overflow-hidden rail:rounded-sheet rail:border rail:border-line rail:pb-0 rail:shadow-e1"
      >
        <Suspense>
          <ConnectionBanner />
        </Suspense>
        <Suspense>
          {children}
          <PageTop path={path} />
          <PageFocus page={page} sheet={sheet} />
        </Suspense>
      </main>
      <BottomBar path={path} />
      <Overlays />
      <ToastRegion />
    </div>
  );
}
