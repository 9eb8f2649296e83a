/** A page in one of the installed browsers, with what the core journey does in it. */
export interface EnginePage {
  readonly open: (url: string) => Promise<void>;
  /** Finds an element with an accessible name by its role, or only by its label: a password field has no role. */
  readonly find: (name: RegExp, role?: string) => Promise<EngineElement | undefined>;
  readonly readText: () => Promise<string>;
  readonly pressControl: (key: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface EngineElement {
  /** False if the element was covered or replaced. */
  readonly click: () => Promise<boolean>;
  /** Types in an empty or filled field; a line feed is the Enter key. */
  readonly type: (text: string) => Promise<void>;
  /** In CSS pixels; 0 for an element that is not rendered. */
  readonly readHeight: () => Promise<number>;
}

export const viewport = { width: 1280, height: 800 };

interface TestingLibrary {
  queryAllByRole(root: Element, role: string, options: { readonly name: RegExp }): readonly Element[];
  queryAllByLabelText(root: Element, name: RegExp): readonly Element[];
}

declare global {
  var TestingLibraryDom: TestingLibrary;
}

/** Runs in the page, after `@testing-library/dom` was loaded there. */
export function findInPage(name: string, role: string | undefined): Element | null {
  const pattern = new RegExp(name);
  const elements = role
    ? TestingLibraryDom.queryAllByRole(document.body, role, { name: pattern })
    : TestingLibraryDom.queryAllByLabelText(document.body, pattern);
  return elements[0] ?? null;
}
