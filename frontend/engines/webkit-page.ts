import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Builder, Key, type WebDriver, type WebElement } from 'selenium-webdriver';
import { type EnginePage, findInPage, viewport } from './engine-page.ts';

/** WebKitWebDriver cannot choose a free port itself. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The free port has no number.');
  return address.port;
}

async function waitUntilReady(url: string, driver: ChildProcess): Promise<void> {
  while (driver.exitCode === null && driver.signalCode === null) {
    const status = await fetch(`${url}/status`).catch(() => undefined);
    if (status?.ok) return;
    await sleep(50);
  }
  throw new Error(`WebKitWebDriver ended with ${driver.exitCode ?? driver.signalCode} before it was ready.`);
}

const retryableErrors = ['ElementClickInterceptedError', 'StaleElementReferenceError'];

/** The page may replace the element in the meantime, or a dialog that is closing may cover it. */
async function tryToClick(element: WebElement): Promise<boolean> {
  try {
    await element.click();
    return true;
  } catch (error) {
    if (error instanceof Error && retryableErrors.includes(error.name)) return false;
    throw error;
  }
}

async function findElement(driver: WebDriver, name: RegExp, role?: string) {
  const element = await driver.executeScript(findInPage, name.source, role);
  return (
    element && {
      click: () => tryToClick(element),
      type: (text: string) => element.sendKeys(text.replaceAll('\n', Key.ENTER)),
      readHeight: async () => (await element.getRect()).height,
    }
  );
}

/** The driver in a separate display, because WebKitGTK has no headless mode. */
async function startDriver() {
  const port = await findFreePort();
  // A separate process group, so that stopping ends the browser and the display, too.
  const server = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { detached: true, stdio: 'ignore' });
  const stop = async (): Promise<void> => {
    const ended = once(server, 'exit');
    if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
    process.kill(-server.pid);
    await ended;
  };
  return { server, url: `http://127.0.0.1:${port}`, stop };
}

export async function openWebKitPage(library: string): Promise<EnginePage> {
  const { server, url, stop } = await startDriver();
  try {
    await waitUntilReady(url, server);
    const driver = await new Builder().usingServer(url).withCapabilities({ browserName: 'MiniBrowser' }).build();
    await driver.manage().window().setRect(viewport);
    return toPage(driver, library, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function toPage(driver: WebDriver, library: string, stop: () => Promise<void>): EnginePage {
  return {
    open: async (address) => {
      await driver.get(address);
      await driver.executeScript(library);
    },
    find: async (name, role) => (await findElement(driver, name, role)) ?? undefined,
    readText: async () => String(await driver.executeScript('return document.body.innerText')),
    pressControl: (key) => driver.actions().keyDown(Key.CONTROL).sendKeys(key).keyUp(Key.CONTROL).perform(),
    close: async () => {
      await driver.quit();
      await stop();
    },
  };
}
