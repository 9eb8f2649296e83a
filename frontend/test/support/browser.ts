import { existsSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { type Browser, type ConsoleMessage, chromium, type Page } from 'playwright-core';

export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser that `CHROMIUM` names, otherwise the headless shell or Chromium; names are searched on the PATH. */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string {
  const names = env['CHROMIUM'] ? [env['CHROMIUM']] : ['chromium-headless-shell', 'chromium'];
  const folders = ['.', ...(env['PATH'] ?? '').split(delimiter)];
  const paths = names.flatMap((name) => folders.map((folder) => resolve(folder, name)));
  const found = paths.find((path) => existsSync(path));
  if (!found) throw new Error(`Cannot find ${names.join(' or ')}. Set CHROMIUM to the path of a Chrome or Chromium.`);
  return found;
}

/** With visible scrollbars, which take room on Windows and most Linux desktops; Playwright hides them by default. */
export const launchBrowser = (...more: readonly string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    args: [...flags, ...more],
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });

export interface OpenedPage {
  readonly page: Page;
  /** Errors in the page or its console, CSP violations and requests to other origins. */
  readonly faults: readonly string[];
  /** Closes the page; throws if there were faults. */
  readonly close: () => Promise<void>;
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly forcedColors?: 'active' | 'none';
  readonly isPhone?: boolean;
  /** Connects with this key, as after a reload; empty for a disconnected page. */
  readonly apiKey?: string;
  /** Freezes the browser's clock at this time. */
  readonly now?: Date;
  readonly timezoneId?: string;
}

/**
 * The browser logs every API response that is not 2xx and every request of an offline page, which the tests provoke.
 * A missing file of the page is a fault.
 */
function isExpectedError(message: ConsoleMessage): boolean {
  if (!message.text().startsWith('Failed to load resource:')) return false;
  return (
    new URL(message.location().url).pathname.startsWith('/api/') || message.text().endsWith('ERR_INTERNET_DISCONNECTED')
  );
}

/** Once per tab: after disconnecting, the next page must not restore the key. */
export function storeApiKeyOnce(apiKey: string): void {
  if (sessionStorage.getItem('was-connected') !== null) return;
  sessionStorage.setItem('was-connected', 'yes');
  sessionStorage.setItem('api-key', apiKey);
  sessionStorage.setItem('api-key-used-at', String(Date.now()));
}

function collectFaults(page: Page, origin: string): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  // CSP violations are reported here too.
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpectedError(message))
      faults.push(`${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    const { origin: requested, protocol } = new URL(request.url());
    // Downloads are created in the page as blobs.
    if (requested !== origin && protocol !== 'blob:') faults.push(`Request to another origin: ${request.url()}`);
  });
  return faults;
}

/** For any single action or state, because the machine may be busy. */
const timeoutMillis = 300_000;

/** Opens a page in a new browser context. */
export async function openPage(browser: Browser, origin: string, options: PageOptions = {}): Promise<OpenedPage> {
  const { width = 1280, height = 800, isPhone = false, apiKey, now, ...emulation } = options;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    colorScheme: 'light',
    // Motion takes a sixth of the CPU time; only the tests of the appearance look at it.
    reducedMotion: 'reduce',
    ...emulation,
    hasTouch: isPhone,
    isMobile: isPhone,
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(timeoutMillis);
  if (now) await context.clock.setFixedTime(now);
  const page = await context.newPage();
  if (apiKey) await page.addInitScript(storeApiKeyOnce, apiKey);
  const faults = collectFaults(page, origin);
  const close = async () => {
    await context.close();
    if (faults.length > 0) throw new Error(`The page had faults:\n${faults.join('\n')}`);
  };
  return { page, faults, close };
}
