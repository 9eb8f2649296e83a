import { Monitor, Moon, Search, Sun } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { classNames } from '#components/class-names.ts';
import { IconButton } from '#components/icon-button.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { apiKey } from '#lib/api-key.ts';
import { useCanWrite, useClientName } from '#lib/client.ts';
import { useIsOnline } from '#lib/device.ts';
import { formatMessage } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { Link } from '#lib/navigation.ts';
import { useObservable } from '#lib/observable.ts';
import { isWithin, paths } from '#lib/paths.ts';
import { isResponding } from '#lib/registry-health.ts';
import { runShortcut } from '#lib/shortcuts.ts';
import { chooseTheme, themes, useTheme } from '#lib/theme.ts';
import { type NavigationItem, navigationItems } from './navigation-items.ts';

const ImportCard = lazy(() =>
  import('#features/import/import-card.tsx').then(({ ImportCard: card }) => ({ default: card })),
);

const RunningCount = lazy(() =>
  import('#features/submissions/running-count.tsx').then(({ RunningCount: count }) => ({ default: count })),
);

function Logo() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 shrink-0">
      <rect width="20" height="20" rx="5" fill="var(--ink)" />
      <path d="M5 7.5h3.5M11.5 7.5H15M5 12.5h10" stroke="var(--on-ink)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}

function PaletteButton() {
  return (
    <button
      type="button"
      title={messages.jump}
      onClick={() => runShortcut('palette')}
      className="mb-3 flex h-8 touch:h-11 shrink-0 items-center gap-2.5 rounded-button border border-line-strong bg-secondary px-2 text-left text-fg-3 shadow-e1 transition-colors hover:text-fg max-wide:justify-center"
    >
      <Search aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />
      <span className="grow max-wide:sr-only">{messages.jump}</span>
      <span className="max-wide:hidden">
        <ShortcutHint name="palette" />
      </span>
    </button>
  );
}

function SidebarItem({
  item: { path, name, icon: Icon },
  isCurrent,
}: {
  readonly item: NavigationItem;
  readonly isCurrent: boolean;
}) {
  const hasKey = useObservable(apiKey) !== undefined;
  return (
    <li>
      <Link
        href={path}
        title={name}
        aria-current={isCurrent ? 'page' : undefined}
        className={classNames(
          'relative flex h-8 items-center gap-2.5 rounded-button border px-2 font-medium touch:h-11 transition-colors max-wide:justify-center',
          isCurrent
            ? 'border-line bg-surface text-fg shadow-e1 dark:border-transparent dark:bg-hover'
            : 'border-transparent text-fg-2 forced-colors:border-[Canvas] hover:bg-active hover:text-fg',
        )}
      >
        <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0" />
        <span className="max-wide:sr-only">{name}</span>
        {path === paths.submissions && hasKey && (
          <Suspense>
            <RunningCount />
          </Suspense>
        )}
      </Link>
    </li>
  );
}

const themeIcons = { system: Monitor, light: Sun, dark: Moon };

function ThemeButton() {
  const theme = useTheme();
  const Icon = themeIcons[theme];
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <IconButton
      label={formatMessage(messages.theme.now, { theme: messages.theme[theme] })}
      onClick={() => chooseTheme(next)}
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} />
    </IconButton>
  );
}

function ConnectionStatus() {
  const isOnline = useIsOnline();
  const isHealthy = useObservable(isResponding);
  const client = useClientName();
  const canWrite = useCanWrite();
  const accepted = canWrite ? messages.key.connected : messages.key.readOnly;
  const connected = isHealthy ? accepted : messages.key.notResponding;
  const message = isOnline ? connected : messages.key.offline;
  const text = client === undefined ? messages.key.notConnected : formatMessage(message, { client });
  return (
    <div className="flex items-center gap-2 pl-2 text-small text-fg-2 max-wide:flex-col max-wide:pl-0">
      <Link
        href={paths.connect}
        title={text}
        className="flex min-w-0 grow items-center gap-2 rounded-key hover:text-fg touch:min-h-11"
      >
        <span
          aria-hidden="true"
          className={classNames(
            'size-2 shrink-0 rounded-full forced-color-adjust-none',
            client === undefined || !isOnline ? 'bg-control' : isHealthy ? 'bg-ok-fill' : 'bg-warn-fill',
          )}
        />
        <span className="truncate max-wide:sr-only">{text}</span>
      </Link>
      <ThemeButton />
    </div>
  );
}

/** Icons with names on wide screens; on narrower ones the names are tooltips and remain readable by screen readers. */
export function Sidebar({ path }: { readonly path: string }) {
  return (
    <header className="hidden w-(--sidebar) shrink-0 flex-col p-3 pt-2 rail:flex wide:pr-2">
      <div className="mb-4 flex h-10 items-center gap-2.5 pl-2 max-wide:justify-center max-wide:pl-0">
        <Logo />
        <span className="font-semibold tracking-[-0.01em] max-wide:sr-only">{messages.product}</span>
      </div>
      <PaletteButton />
      <nav aria-label={messages.navigation} className="grow">
        <ul className="flex flex-col gap-0.5">
          {navigationItems.map((item) => (
            <SidebarItem key={item.path} item={item} isCurrent={isWithin(path, item.path)} />
          ))}
        </ul>
      </nav>
      {!isWithin(path, paths.import) && (
        <Suspense>
          <ImportCard />
        </Suspense>
      )}
      <ConnectionStatus />
    </header>
  );
}
