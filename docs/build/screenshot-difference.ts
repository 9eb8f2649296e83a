import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** A corner is not always rounded to the same shade; nobody sees these. */
const shadesMax = 3;

/** Runs in a page: the browser can read pictures. */
async function farthestShades(pictures: readonly string[]): Promise<number> {
  const pixels = pictures.map(async (picture) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
  });
  const [before = new Uint8ClampedArray(), after = new Uint8ClampedArray()] = await Promise.all(pixels);
  if (before.length !== after.length) return Number.POSITIVE_INFINITY;
  return after.reduce((most, shade, index) => Math.max(most, Math.abs(shade - (before[index] ?? 0))), 0);
}

/** Whether the picture in the file is as good as the new one. `page` is an empty one. */
export async function looksLike(page: Page, file: string, picture: Buffer): Promise<boolean> {
  if (!existsSync(file)) return false;
  const before = readFileSync(file);
  if (before.equals(picture)) return true;
  const encoded = [before, picture].map((bytes) => bytes.toString('base64'));
  return (await page.evaluate(farthestShades, encoded)) <= shadesMax;
}
