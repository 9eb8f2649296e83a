import { lazyPage } from './lazy-page.tsx';
import { pageCode, pageNameAt, pageNames } from './page-code.ts';

export const lazyPages = {
  ids: lazyPage(() => pageCode.ids().then(({ IdsPage }) => IdsPage)),
  import: lazyPage(() => pageCode.import().then(({ ImportPage }) => ImportPage)),
  submissions: lazyPage(() => pageCode.submissions().then(({ SubmissionsPage }) => SubmissionsPage)),
  connect: lazyPage(() => pageCode.connect().then(({ ConnectPage }) => ConnectPage)),
};

/** What an address shows first. One that does not come says so when it is drawn. */
export const loadPageAt = (path: string): Promise<unknown> => Promise.allSettled([lazyPages[pageNameAt(path)].load()]);

export const loadPages = (): Promise<unknown> => Promise.allSettled(pageNames.map((name) => lazyPages[name].load()));
