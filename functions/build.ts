/** Bundles each handler, checks its size and zips it. Builds are reproducible. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { licenseNotices, noticesFile } from './license-notices.ts';
import { createZip } from './zip.ts';

const root = join(import.meta.dirname, '..');
const handlersFolder = join(root, 'functions/src/handlers');
const outputFolder = join(root, 'functions/dist');
/** Defaults to all handlers. */
const requested = process.argv.slice(2);

/** SDK clients import their package.json for the version; this removes the rest, 2 kB per bundle. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    }),
};

/** Optimized for cold starts: ESM output and dynamic imports would load unused modules. */
const options: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': join(root, 'functions/environment-credentials.ts'),
    '@aws-sdk/endpoint-cache': join(root, 'functions/endpoint-cache.ts'),
    '@smithy/core/event-streams': join(root, 'functions/event-streams.ts'),
  },
  supported: { 'dynamic-import': false },
  minify: true,
  legalComments: 'none',
  sourcemap: 'external',
  sourcesContent: false,
  metafile: true,
  plugins: [versionOnly],
  write: false,
};

/** Size limit in bytes, by the largest SDK client in the bundle. */
function bundleBytesMax(inputs: readonly string[]): number {
  if (inputs.some((path) => path.includes('@aws-sdk/client-eventbridge/'))) return 260_000;
  return inputs.some((path) => path.includes('@aws-sdk/client-dynamodb/')) ? 235_000 : 50_000;
}

interface Bundle {
  readonly name: string;
  readonly bytes: number;
  readonly bytesMax: number;
  readonly zippedBytes: number;
}

async function bundle(name: string): Promise<Bundle> {
  const result = await build({ ...options, entryPoints: [join(handlersFolder, `${name}.ts`)], outfile: 'index.js' });
  const code = findOutput(result.outputFiles, 'index.js');
  const map = findOutput(result.outputFiles, 'index.js.map');
  const inputs = bundledInputs(result.metafile);
  const notices = await licenseNotices(inputs.map((path) => join(root, path)));
  const zip = createZip([
    { name: 'index.js', bytes: code },
    { name: noticesFile, bytes: Buffer.from(notices) },
  ]);
  await writeFile(join(outputFolder, `${name}.zip`), zip);
  await writeFile(join(outputFolder, `${name}.js.map`), map);
  const bytesMax = bundleBytesMax(inputs);
  return { name, bytes: code.byteLength, bytesMax, zippedBytes: zip.byteLength };
}

function findOutput(
  files: readonly { readonly path: string; readonly contents: Uint8Array }[] | undefined,
  name: string,
) {
  const file = files?.find(({ path }) => basename(path) === name);
  if (!file) throw new Error(`esbuild did not produce ${name}.`);
  return file.contents;
}

/** Excludes modules removed by tree shaking. */
function bundledInputs(metafile: Metafile | undefined): readonly string[] {
  const outputs = Object.values(metafile?.outputs ?? {});
  return outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

function report(bundles: readonly Bundle[]): string {
  const lines = bundles.map(({ name, bytes, bytesMax, zippedBytes }) => {
    const sizes = [bytes, bytesMax, zippedBytes].map((size) => `${(size / 1000).toFixed(1)} kB`.padStart(10));
    return `${name.padEnd(22)}${sizes.join('')}${bytes > bytesMax ? '  too large' : ''}`;
  });
  return [
    `${'function'.padEnd(22)}${['bundle', 'budget', 'zip'].map((title) => title.padStart(10)).join('')}`,
    ...lines,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

async function handlerNames(): Promise<readonly string[]> {
  const files = (await readdir(handlersFolder)).filter((file) => file.endsWith('.ts'));
  return files.map((file) => basename(file, '.ts')).sort();
}

await mkdir(outputFolder, { recursive: true });
const bundles = await Promise.all((requested.length > 0 ? requested : await handlerNames()).map(bundle));
process.stdout.write(report(bundles));
if (bundles.some(({ bytes, bytesMax }) => bytes > bytesMax)) {
  process.stderr.write(
    'A bundle exceeds its size budget. Remove imports from its handler, or raise the budget in functions/build.ts.\n',
  );
  process.exitCode = 1;
}
