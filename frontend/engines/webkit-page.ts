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
  while (driver.exitCode === null) {
    const status = await fetch(`${url}/status`).catch(() => undefined);
    if (status?.ok) return;
    await sleep(50);
  }
  throw new Error(`WebKitWebDriver ended with ${driver.exitCode} before it was ready.`);
}

const coveredMillisMax = 60_000;

/** A dialog that is closing may still cover the element. */
async function clickWhenUncovered(element: WebElement): Promise<void> {
  const deadline = Date.now() + coveredMillisMax;
  for (;;) {
    try {
      return await element.click();
    } catch (error) {
      const isCovered = error instanceof Error && error.name === 'ElementClickInterceptedError';
      if (!isCovered || Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

async function findElement(driver: WebDriver, name: RegExp, role?: string) {
  const element = await driver.executeScript(findInPage, name.source, role);
  return (
    element && {
      click: () => clickWhenUncovered(element),
      type: (text: string) => element.sendKeys(text.replaceAll('\n', Key.ENTER)),
      readHeight: async () => (await element.getRect()).height,
    }
  );
}

/** Opens WebKitGTK in a separate display, because it has no headless mode. */
export async function openWebKitPage(library: string): Promise<EnginePage> {
  const port = await findFreePort();
  // A separate process group, so that closing ends the browser and the display, too.
  const server = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { detached: true, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(url, server);
  const driver = await new Builder().usingServer(url).withCapabilities({ browserName: 'MiniBrowser' }).build();
  await driver.manage().window().setRect(viewport);

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
      const ended = once(server, 'exit');
      if (server.pid !== undefined) process.kill(-server.pid);
      await ended;
    },
  };
}
