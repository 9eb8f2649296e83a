/** Bundles each handler, checks its size and zips it: the same input gives the same bytes on any machine and day. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { createZip } from './zip.ts';

const root = join(import.meta.dirname, '..');
const handlersFolder = join(root, 'functions/src/handlers');
const outputFolder = join(root, 'functions/dist');
/** All of them, unless some are named. */
const wanted = process.argv.slice(2);

/** A client imports its whole package.json to tell its version; the rest of it is 2 kB in each bundle. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    }),
};

/** Chosen for the cold start: dynamic imports and ESM output would load modules that nothing here uses. */
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

/** Bytes of the minified bundle, by the heaviest client in it. */
function bundleBytesMax(inputs: readonly string[]): number {
  if (inputs.some((path) => path.includes('@aws-sdk/client-eventbridge/'))) return 275_000;
  return inputs.some((path) => path.includes('@aws-sdk/client-dynamodb/')) ? 250_000 : 50_000;
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
  const zip = createZip([{ name: 'index.js', bytes: code }]);
  await writeFile(join(outputFolder, `${name}.zip`), zip);
  await writeFile(join(outputFolder, `${name}.js.map`), map);
  const bytesMax = bundleBytesMax(bundledInputs(result.metafile));
  return { name, bytes: code.byteLength, bytesMax, zippedBytes: zip.byteLength };
}

function findOutput(
  files: readonly { readonly path: string; readonly contents: Uint8Array }[] | undefined,
  name: string,
) {
  const file = files?.find(({ path }) => basename(path) === name);
  if (!file) throw new Error(`esbuild made no ${name}.`);
  return file.contents;
}

/** Only what is really in the bundle: what was shaken off costs nothing. */
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
const bundles = await Promise.all((wanted.length > 0 ? wanted : await handlerNames()).map(bundle));
process.stdout.write(report(bundles));
if (bundles.some(({ bytes, bytesMax }) => bytes > bytesMax)) {
  process.stderr.write('A bundle is over its budget.\n');
  process.exitCode = 1;
}
