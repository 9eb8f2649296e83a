import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Tolerance for antialiasing, which varies between runs. */
const pixelsMax = 250;
const shadesMax = 32;

interface Difference {
  readonly pixels: number;
  readonly shades: number;
}

/** Runs in the browser, which can decode PNG. */
async function comparePictures(pictures: readonly string[]): Promise<Difference> {
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
    const delta = Math.abs(shade - (before[index] ?? 0));
    if (delta > 0) different.add(Math.floor(index / 4));
    shades = Math.max(shades, delta);
  }
  return before.length === after.length ? { pixels: different.size, shades } : { pixels: after.length, shades: 255 };
}

/** Compares a picture with the one on disk. `page` only decodes them. */
export async function isSamePicture(page: Page, file: string, picture: Buffer): Promise<boolean> {
  if (!existsSync(file)) return false;
  const before = readFileSync(file);
  if (before.equals(picture)) return true;
  const encoded = [before, picture].map((bytes) => bytes.toString('base64'));
  const { pixels, shades } = await page.evaluate(comparePictures, encoded);
  return pixels <= pixelsMax && shades <= shadesMax;
}
