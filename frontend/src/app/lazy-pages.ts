import { lazyPart } from './lazy-part.tsx';
import { pageCode, pageNameAt, pageNames } from './routes.ts';

export const lazyPages = {
  ids: lazyPart(() => pageCode.ids().then(({ IdsPage }) => IdsPage)),
  import: lazyPart(() => pageCode.import().then(({ ImportPage }) => ImportPage)),
  submissions: lazyPart(() => pageCode.submissions().then(({ SubmissionsPage }) => SubmissionsPage)),
  connect: lazyPart(() => pageCode.connect().then(({ ConnectPage }) => ConnectPage)),
};

/** What an address shows first. One that does not come says so when it is drawn. */
export const loadPageAt = (path: string): Promise<unknown> => Promise.allSettled([lazyPages[pageNameAt(path)].load()]);

export const loadPages = (): Promise<unknown> => Promise.allSettled(pageNames.map((name) => lazyPages[name].load()));
