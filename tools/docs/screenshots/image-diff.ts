import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** An edge is not always drawn in the same shades. So few pixels, so little off, are no change of the page. */
const pixelsMax = 250;
const shadesMax = 32;

interface Difference {
  readonly pixels: number;
  readonly shades: number;
}

/** Runs in a page: the browser can read pictures. */
async function differenceOf(pictures: readonly string[]): Promise<Difference> {
  const read = async (picture: string): Promise<Uint8ClampedArray> => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
  };
  const [before = new Uint8ClampedArray(), after = new Uint8ClampedArray()] = await Promise.all(pictures.map(read));
  const different = new Set<number>();
  let shades = 0;
  for (const [index, shade] of after.entries()) {
    const off = Math.abs(shade - (before[index] ?? 0));
    if (off > 0) different.add(Math.floor(index / 4));
    shades = Math.max(shades, off);
  }
  return before.length === after.length ? { pixels: different.size, shades } : { pixels: after.length, shades: 255 };
}

/** Whether the picture in the file is as good as the new one. `page` is an empty one. */
export async function looksLike(page: Page, file: string, picture: Buffer): Promise<boolean> {
  if (!existsSync(file)) return false;
  const before = readFileSync(file);
  if (before.equals(picture)) return true;
  const encoded = [before, picture].map((bytes) => bytes.toString('base64'));
  const { pixels, shades } = await page.evaluate(differenceOf, encoded);
  return pixels <= pixelsMax && shades <= shadesMax;
}
