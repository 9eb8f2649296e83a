/** The licenses of the packages in a bundle. Most of them ask for their notice in every copy. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const noticesFile = 'third-party.txt';

const packageFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;
/** Their texts ask for nothing, and their packages contain none. */
const licensesWithoutNotice = ['0BSD', 'MIT-0', 'Unlicense'];

interface Package {
  readonly name: string;
  readonly license: string;
  readonly notice: string;
}

/** Lists each package once, and each license text once with the packages that share it. */
export async function licenseNotices(bundledFiles: readonly string[]): Promise<string> {
  const folders = new Set(bundledFiles.flatMap((file) => packageFolder.exec(file) ?? []));
  const packages = (await Promise.all([...folders].map(readPackage))).toSorted(byName);
  const sections = [...new Set(packages.map(({ notice }) => notice))].map((notice) => {
    const sharing = packages.filter((each) => each.notice === notice);
    const names = new Set(sharing.map(({ name, license }) => `${name} (${license})`));
    return [...names, ...(notice ? ['', notice] : [])].join('\n');
  });
  return `${['This file contains the following third-party packages.', ...sections].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

async function readPackage(folder: string): Promise<Package> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  if (texts.length === 0 && !licensesWithoutNotice.includes(license))
    throw new Error(`${folder} has the license ${license} but no license file, so its notice cannot be shipped.`);
  return {
    name: `${name} ${version}`,
    license,
    notice: texts.map((text) => text.trim().replaceAll('\r\n', '\n')).join('\n\n'),
  };
}

const byName = (one: Package, other: Package): number => (one.name < other.name ? -1 : 1);
