import { lazy, Suspense } from 'react';
import { classNames } from '#components/class-names.ts';
import { messages } from '#lib/messages.ts';
import { Link } from '#lib/navigation.ts';
import { isWithin, paths } from '#lib/paths.ts';
import { navigationItems } from './navigation-items.ts';

const ImportDot = lazy(() =>
  import('#features/import/import-card.tsx').then(({ ImportDot: dot }) => ({ default: dot })),
);

/** The navigation on a phone, within reach of the thumb. */
export function BottomBar({ path }: { readonly path: string }) {
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
