/** Shown only where there is a keyboard. */
export const keyboardOnly = 'hidden [@media(hover:hover)]:hand:inline-flex';
