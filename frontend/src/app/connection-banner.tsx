import { Hourglass, RotateCw, WifiOff } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import { Button } from '#components/button.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { Notice } from '#components/notice.tsx';
import { showToast } from '#components/toasts.ts';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import { useRateLimitedUntilMillis } from '#lib/rate-limit.ts';
import { useFreshness } from '#lib/use-freshness.ts';
import { useIsOnline } from '#lib/use-is-online.ts';
import { useSecondsUntil } from '#lib/use-seconds-until.ts';
import { useShortcut } from '#lib/use-shortcut.ts';

const text = messages.banner;
const timeOf = (millis: number): string => format.brief(new Date(millis).toISOString(), new Date());

function Offline({ shownFromMillis }: { readonly shownFromMillis: number }) {
  return (
    <Notice variant="banner" icon={WifiOff} title={text.offline}>
      {shownFromMillis === 0
        ? text.offlineTextBare
        : formatMessage(text.offlineText, { time: timeOf(shownFromMillis) })}
    </Notice>
  );
}

/** Counts for the eye alone: a number a second is too much to listen to. */
function Throttled({ seconds }: { readonly seconds: number }) {
  return (
    <Notice variant="banner" icon={Hourglass} title={text.throttled}>
      <span aria-hidden>{formatMessage(text.throttledIn, { n: format.number(seconds) })}</span>
      <span className="sr-only">{text.throttledSpoken}</span>
    </Notice>
  );
}

function Stale({ fromMillis, onRefresh }: { readonly fromMillis: number; readonly onRefresh: () => void }) {
  useShortcut('retry', onRefresh);
  const action = (
    <Button variant="quiet" onClick={onRefresh}>
      {messages.tryAgain}
      <ShortcutHint name="retry" />
    </Button>
  );
  return (
    <Notice variant="banner" icon={RotateCw} title={text.stale} actions={action}>
      {formatMessage(text.staleText, { time: timeOf(fromMillis) })}
    </Notice>
  );
}

/** Back online, what is shown is brought up to date. */
function useReturn(isOnline: boolean, onReturn: () => void): void {
  const wasOnline = useRef(isOnline);
  useEffect(() => {
    if (isOnline && !wasOnline.current) {
      showToast({ text: text.online });
      onReturn();
    }
    wasOnline.current = isOnline;
  }, [isOnline, onReturn]);
}

/** Where the page itself scrolls, on a phone, its header stops below the banner, however many lines that has. */
function useBannerHeight(region: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(([entry]) => style.setProperty('--banner', `${entry?.contentRect.height}px`));
    if (region.current) observer.observe(region.current);
    return () => observer.disconnect();
  }, [region]);
}

/** What stands between the page and the registry just now: no network, too many requests, or no answer. */
export function ConnectionBanner() {
  const isOnline = useIsOnline();
  const { shownFromMillis, staleFromMillis, refresh } = useFreshness();
  const seconds = useSecondsUntil(useRateLimitedUntilMillis());
  useReturn(isOnline, refresh);
  const region = useRef<HTMLDivElement>(null);
  useBannerHeight(region);
  return (
    <div ref={region} role="status" aria-label={text.region} className="sticky top-0 z-10 shrink-0">
      {!isOnline && <Offline shownFromMillis={shownFromMillis} />}
      {isOnline && seconds > 0 && <Throttled seconds={seconds} />}
      {isOnline && seconds <= 0 && staleFromMillis > 0 && <Stale fromMillis={staleFromMillis} onRefresh={refresh} />}
    </div>
  );
}
