// The part of the API in use. The package's own types are available only after `make bench` has installed it.
declare module 'lighthouse' {
  export interface AuditResult {
    readonly title: string;
    readonly score: number | null;
    readonly numericValue?: number;
  }
  export interface CategoryResult {
    readonly score: number | null;
    readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
  }
  export interface Report {
    readonly lighthouseVersion: string;
    readonly runtimeError?: { readonly message: string };
    readonly categories: Readonly<Record<string, CategoryResult>>;
    readonly audits: Readonly<Record<string, AuditResult>>;
  }
  const lighthouse: (
    url: string,
    flags: { readonly onlyCategories: readonly string[]; readonly logLevel: 'silent' },
    config: undefined,
    page: import('puppeteer-core').Page,
  ) => Promise<{ readonly lhr: Report } | undefined>;
  export default lighthouse;
}

declare module 'puppeteer-core' {
  export interface Page {
    evaluateOnNewDocument<Argument>(script: (argument: Argument) => void, argument: Argument): Promise<unknown>;
  }
  export interface BrowserContext {
    newPage(): Promise<Page>;
    close(): Promise<void>;
  }
  export interface Browser {
    createBrowserContext(): Promise<BrowserContext>;
    close(): Promise<void>;
  }
  export function launch(options: {
    readonly executablePath: string;
    readonly args: readonly string[];
  }): Promise<Browser>;
}
