/** What one import may hold: more is a matter for a script. */
export const rowsMax = 100_000;
export const fileBytesMax = 20 * 1024 * 1024;
