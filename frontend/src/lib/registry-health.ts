import { observable } from './observable.ts';

/** False while the registry does not respond to the requests of the page. */
export const isResponding = observable(true);
