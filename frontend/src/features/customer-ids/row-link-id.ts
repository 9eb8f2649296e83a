/** The `id` of a row's link, so that the focus can be given back to it. */
export const rowLinkId = (id: string): string => `row-${id}`;
