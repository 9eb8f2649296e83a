/** The time in epoch milliseconds at which the pictures begin. */
export const begin: number;
/** To be preloaded. */
export const file: string;
/** The environment variable by which what is started later goes on from the same time. */
export const variable: string;
