import { type Query, useQueryClient } from '@tanstack/react-query';
import { Hourglass, RotateCw, WifiOff } from 'lucide-react';
import { type RefObject, useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from '#components/button.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { Notice } from '#components/notice.tsx';
import { showToast } from '#components/toasts.ts';
import type { Problem } from '#lib/api/problem.ts';
import { useIsOnline } from '#lib/device.ts';
import { format, formatMessage } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { toProblem } from '#lib/query.ts';
import { isResponding, useRateLimitedUntilMillis } from '#lib/registry-health.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { useSecondsUntil } from '#lib/timers.ts';

const text = messages.banner;
const formatTime = (millis: number): string => format.brief(new Date(millis).toISOString(), new Date());

const isShown = (query: Query): boolean => query.isActive() && query.state.data !== undefined;

/** Still shown, although refreshing it failed. A failure to load more is reported at the end of the list instead. */
const isStale = (query: Query): boolean =>
  isShown(query) && query.state.status === 'error' && query.state.fetchMeta?.fetchMore === undefined;

const outages: readonly Problem['kind'][] = ['no-response', 'failed', 'unavailable'];

const isUnanswered = (query: Query): boolean =>
  query.isActive() && query.state.error !== null && outages.includes(toProblem(query.state.error).kind);

/** The age of the data on screen, and whether refreshing it failed. */
function useFreshness() {
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const subscribe = useCallback((listener: () => void) => cache.subscribe(listener), [cache]);
  const lastUpdateMillis = (predicate: (query: Query) => boolean) =>
    Math.max(0, ...cache.findAll({ predicate }).map(({ state }) => state.dataUpdatedAt));

  const shownFromMillis = useSyncExternalStore(subscribe, () => lastUpdateMillis(isShown));
  const staleFromMillis = useSyncExternalStore(subscribe, () => lastUpdateMillis(isStale));
  const hasUnanswered = useSyncExternalStore(subscribe, () => cache.findAll({ predicate: isUnanswered }).length > 0);
  useEffect(() => isResponding.set(!hasUnanswered), [hasUnanswered]);
  const refresh = useCallback(() => void client.refetchQueries({ type: 'active' }), [client]);
  return { shownFromMillis, staleFromMillis, refresh };
}

function Offline({ shownFromMillis }: { readonly shownFromMillis: number }) {
  return (
    <Notice variant="banner" icon={WifiOff} title={text.offline}>
      {shownFromMillis === 0
        ? text.offlineTextBare
        : formatMessage(text.offlineText, { time: formatTime(shownFromMillis) })}
    </Notice>
  );
}

/** The countdown is hidden from screen readers, which would announce it every second. */
function Throttled({ seconds }: { readonly seconds: number }) {
  return (
    <Notice variant="banner" icon={Hourglass} title={text.throttled}>
      <span aria-hidden>{formatMessage(text.throttledIn, { n: format.number(seconds) })}</span>
      <span className="sr-only">{text.throttledSpoken}</span>
    </Notice>
  );
}

const refreshDelaysMillis = [2_000, 5_000, 15_000];
const lastRefreshDelayMillis = 30_000;

/** Repeats with growing delays until the component is removed. */
function useRepeatedRefresh(refresh: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const schedule = (attempt: number) => {
      timer = setTimeout(() => {
        refresh();
        schedule(attempt + 1);
      }, refreshDelaysMillis[attempt] ?? lastRefreshDelayMillis);
    };
    schedule(0);
    return () => clearTimeout(timer);
  }, [refresh]);
}

function Stale({ fromMillis, onRefresh }: { readonly fromMillis: number; readonly onRefresh: () => void }) {
  useShortcut('retry', onRefresh);
  useRepeatedRefresh(onRefresh);
  const action = (
    <Button variant="quiet" onClick={onRefresh}>
      {messages.tryAgain}
      <ShortcutHint name="retry" />
    </Button>
  );
  return (
    <Notice variant="banner" icon={RotateCw} title={text.stale} actions={action}>
      {formatMessage(text.staleText, { time: formatTime(fromMillis) })}
    </Notice>
  );
}

/** Refreshes the data on screen when the browser is back online. */
function useReconnect(isOnline: boolean, onReconnect: () => void): void {
  const wasOnline = useRef(isOnline);
  useEffect(() => {
    if (isOnline && !wasOnline.current) {
      showToast({ text: text.online });
      onReconnect();
    }
    wasOnline.current = isOnline;
  }, [isOnline, onReconnect]);
}

/** Publishes the banner's height, so that on a phone the sticky page header stops below it. */
function useBannerHeight(region: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(([entry]) => style.setProperty('--banner', `${entry?.contentRect.height}px`));
    if (region.current) observer.observe(region.current);
    return () => observer.disconnect();
  }, [region]);
}

/** Reports the most important connection problem: offline, rate limited, or no response. */
export function ConnectionBanner() {
  const isOnline = useIsOnline();
  const { shownFromMillis, staleFromMillis, refresh } = useFreshness();
  const seconds = useSecondsUntil(useRateLimitedUntilMillis());
  useReconnect(isOnline, refresh);
  const region = useRef<HTMLDivElement>(null);
  useBannerHeight(region);
  return (
    <div ref={region} role="status" aria-label={text.region} className="sticky low:static top-0 z-10 shrink-0">
      {!isOnline && <Offline shownFromMillis={shownFromMillis} />}
      {isOnline && seconds > 0 && <Throttled seconds={seconds} />}
      {isOnline && seconds <= 0 && staleFromMillis > 0 && <Stale fromMillis={staleFromMillis} onRefresh={refresh} />}
    </div>
  );
}
