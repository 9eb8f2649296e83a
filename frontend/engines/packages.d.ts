// The parts of the APIs in use. The packages' own types are available only after the browser tests have installed them.
declare module 'puppeteer-core' {
  export interface ElementHandle {
    asElement(): ElementHandle | null;
    click(): Promise<void>;
    type(text: string): Promise<void>;
    boundingBox(): Promise<{ readonly height: number } | null>;
  }
  export interface Page {
    readonly keyboard: {
      down(key: 'Control'): Promise<void>;
      up(key: 'Control'): Promise<void>;
      press(key: string): Promise<void>;
    };
    goto(url: string): Promise<unknown>;
    evaluate(script: string): Promise<unknown>;
    evaluateHandle<Arguments extends readonly unknown[]>(
      script: (...given: Arguments) => Element | null,
      ...given: Arguments
    ): Promise<ElementHandle>;
    setViewport(size: { readonly width: number; readonly height: number }): Promise<void>;
  }
  export interface Browser {
    newPage(): Promise<Page>;
  }
  export function launch(options: {
    readonly browser: 'chrome' | 'firefox';
    readonly executablePath: string;
    readonly args: readonly string[];
    readonly headless: true;
  }): Promise<Browser>;
}

declare module 'selenium-webdriver' {
  export interface WebElement {
    click(): Promise<void>;
    sendKeys(...keys: readonly string[]): Promise<void>;
    getRect(): Promise<{ readonly height: number }>;
  }
  export interface Actions {
    keyDown(key: string): Actions;
    sendKeys(keys: string): Actions;
    keyUp(key: string): Actions;
    perform(): Promise<void>;
  }
  export interface WebDriver {
    get(url: string): Promise<void>;
    executeScript(script: string): Promise<unknown>;
    executeScript<Arguments extends readonly unknown[]>(
      script: (...given: Arguments) => Element | null,
      ...given: Arguments
    ): Promise<WebElement | null>;
    actions(): Actions;
    manage(): { window(): { setRect(rect: { readonly width: number; readonly height: number }): Promise<unknown> } };
    quit(): Promise<void>;
  }
  export class Builder {
    usingServer(url: string): Builder;
    withCapabilities(capabilities: Readonly<Record<string, unknown>>): Builder;
    build(): Promise<WebDriver>;
  }
  export const Key: { readonly CONTROL: string; readonly ENTER: string };
}
