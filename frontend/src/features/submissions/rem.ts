/** The picture grows with the text of the reader. */
export const rem = (pixels: number): string => `${pixels / 16}rem`;
