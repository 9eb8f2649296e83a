/** The words are English, so dates and numbers are too: in the reader's own kind of English when there is one. */
export const locale = (): string => globalThis.navigator?.languages?.find((tag) => tag.startsWith('en')) ?? 'en-GB';
