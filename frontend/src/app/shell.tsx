import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef } from 'react';
import { classNames } from '#components/class-names.ts';
import { ToastRegion } from '#components/toast-region.tsx';
import { messages } from '#lib/messages.ts';
import { isBackNavigation, Link, useLocation } from '#lib/navigation.ts';
import { isWithin, paths } from '#lib/paths.ts';
import { navigationItems } from './navigation-items.ts';
import { Overlays } from './overlays.tsx';
import { Sidebar } from './sidebar.tsx';

const ImportDot = lazy(() =>
  import('#features/import/import-card.tsx').then(({ ImportDot: dot }) => ({ default: dot })),
);

/** The navigation on a phone, within reach of the thumb. */
function BottomBar({ path }: { readonly path: string }) {
  return (
    <nav
      aria-label={messages.navigation}
      className="fixed low:static inset-x-0 bottom-0 z-20 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] rail:hidden"
    >
      <ul className="flex h-16">
        {navigationItems.map(({ path: to, name, icon: Icon }) => {
          const isCurrent = isWithin(path, to);
          return (
            <li key={to} className="min-w-0 flex-1">
              <Link
                href={to}
                aria-current={isCurrent ? 'page' : undefined}
                className={classNames(
                  'relative flex h-full flex-col items-center justify-center gap-1 text-key -outline-offset-2',
                  isCurrent ? 'font-medium text-fg forced-colors:underline' : 'text-fg-2',
                )}
              >
                <Icon aria-hidden size={20} strokeWidth={1.75} />
                {name}
                {to === paths.import && (
                  <Suspense>
                    <ImportDot />
                  </Suspense>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

// Empty at first, so the first paint need not wait for it.
const ConnectionBanner = lazy(() =>
  import('./connection-banner.tsx').then(({ ConnectionBanner: banner }) => ({ default: banner })),
);

function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed top-2 left-2 z-40 rounded-button bg-ink px-4 py-2 font-medium text-on-ink not-focus:sr-only"
    >
      {messages.skip}
    </a>
  );
}

/** On a phone the document itself scrolls: a new page starts at the top, going back restores the position. */
function ScrollToTop({ path }: { readonly path: string }) {
  const lastPath = useRef(path);
  useEffect(() => {
    if (lastPath.current !== path && !isBackNavigation()) scrollTo(0, 0);
    lastPath.current = path;
  }, [path]);
  return null;
}

/** Focuses the heading after navigation, unless the page has already moved the focus itself. */
function PageFocus({ page, main }: { readonly page: string; readonly main: RefObject<HTMLElement | null> }) {
  const lastPage = useRef(page);
  useEffect(() => {
    if (lastPage.current === page) return;
    lastPage.current = page;
    if (!main.current?.contains(document.activeElement)) main.current?.querySelector('h1')?.focus();
  }, [page, main]);
  return null;
}

/** The frame of every page: navigation, the main area, overlays and toasts. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const page = navigationItems.find((item) => isWithin(path, item.path))?.path ?? path;
  return (
    <div className="rail:flex rail:h-dvh">
      <SkipLink />
      <Sidebar path={path} />
      <main
        id="content"
        ref={main}
        tabIndex={-1}
        className="relative flex min-h-dvh flex-col bg-surface pb-[calc(4rem+env(safe-area-inset-bottom))] low:pb-0 focus:outline-none rail:my-2 rail:mr-2 rail:min-h-0 rail:min-w-0 rail:grow rail:overflow-hidden rail:rounded-sheet rail:border rail:border-line rail:pb-0 rail:shadow-e1"
      >
        <Suspense>
          <ConnectionBanner />
        </Suspense>
        <Suspense>
          {children}
          <ScrollToTop path={path} />
          <PageFocus page={page} main={main} />
        </Suspense>
      </main>
      <BottomBar path={path} />
      <Overlays />
      <ToastRegion />
    </div>
  );
}
