/** The time at which the screenshots start, in epoch milliseconds. */
export const begin: number;
/** The path for `--require`. */
export const file: string;
/** The environment variable that passes the clock shift on to child processes. */
export const variable: string;
