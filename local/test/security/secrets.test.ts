import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { apiKeysFile } from '#local/api-keys.ts';
import { zipEntries } from '#support/functions/zip-entries.ts';
import { type HttpRequest, type HttpResponse, httpClient } from '#support/local/http-client.ts';
import { repository } from '#support/local/stack-variants.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { secretIn } from '#tools/policy/secret-patterns.ts';

const [, pattern = '(?!)'] =
  /^```regex\n(.+)\n```$/m.exec(readFileSync(join(repository, 'docs/security.md'), 'utf8')) ?? [];
const apiKeyPattern = new RegExp(pattern);

/** `name: reason` for a text that contains an API key or another secret. */
function findSecrets(name: string, text: string): readonly string[] {
  const kind = apiKeyPattern.test(text) ? 'API key' : secretIn(text);
  return kind === undefined ? [] : [`${name}: ${kind}`];
}

const read = (path: string): string => readFileSync(join(repository, path), 'latin1');
const find = (glob: string): readonly string[] => globSync(glob, { cwd: repository });

describe('no API key and no other secret', () => {
  it('is in a tracked file, also not in the planned stack', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: repository, encoding: 'utf8' }).split('\0');
    const texts = files.filter((path) => path !== '' && !/\.(?:png|ico)$|package-lock\.json$/.test(path));
    const keys = texts.filter((path) => statSync(join(repository, path)).isFile() && apiKeyPattern.test(read(path)));

    expect(texts).to.include.members(['local/stack.json', 'docs/security.md', '.env.example']);
    expect(keys).to.deep.equal([]);
  });

  it('is in a bundle, a source map or the page', () => {
    const zips = find('functions/dist/*.zip').flatMap((path) =>
      [...zipEntries(readFileSync(join(repository, path)))].map(
        ([name, content]) => [`${path}/${name}`, content.toString('latin1')] as const,
      ),
    );
    const files = [...find('functions/dist/*.map'), ...find('frontend/dist/**/*.{js,css,html,map,webmanifest}')];
    const all = [...zips, ...files.map((path) => [path, read(path)] as const)];

    expect(zips).to.not.have.lengthOf(0);
    expect(files.some((path) => path.endsWith('.js.map'))).to.equal(true);
    expect(files.some((path) => path.startsWith('frontend/dist/assets/'))).to.equal(true);
    expect(all.flatMap(([name, text]) => findSecrets(name, text))).to.deep.equal([]);
  });

  it('is found by this search if it is there', () => {
    const key = `cidw04page${'0123456789abcdef'.repeat(2)}`;

    expect(findSecrets('a', `x-api-key: ${key}`)).to.deep.equal(['a: API key']);
    expect(findSecrets('b', `-----BEGIN ${'PRIVATE'} KEY-----`)).to.deep.equal(['b: CKV_SECRET_13']);
  });
});

describe('the API key that a client sends', function () {
  this.timeout(300_000);
  const dataDir = temporaryFolder();
  const responses: HttpResponse[] = [];
  let local: RunningLocalAws;
  let wrongKey: string;

  before(async () => {
    local = await startTemporaryLocalAws(undefined, { dataDir });
    wrongKey = local.apiKey.replace(/.{8}$/, '00000000');
    const send = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
    for (const request of listRequests(local.apiKey, wrongKey)) responses.push(await send(request));
    await waitUntilCompleted(send, await submit(send, ['SECRET-1']));
    responses.push(await httpClient(local.url)({ method: 'GET', path: '/config.json' }));
  });

  after(async () => {
    await local.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is in no response, log line or stored file but that of the keys, valid or not, in whatever place it was sent', () => {
    const stored = globSync('**/*', { cwd: dataDir })
      .map((path) => join(dataDir, path))
      .filter((path) => statSync(path).isFile() && path !== apiKeysFile(dataDir));
    const texts = [
      ...responses.map((response) => JSON.stringify(response)),
      ...local.log,
      ...stored.map((path) => `${basename(path)} ${readFileSync(path, 'latin1')}`),
    ];

    expect(responses.map(({ status }) => status)).to.include.members([200, 201, 202, 400, 403, 404]);
    expect(local.log.some((line) => line.includes('"outcome"'))).to.equal(true);
    expect(stored).to.not.have.lengthOf(0);
    expect(readFileSync(apiKeysFile(dataDir), 'utf8')).to.include(local.apiKey);
    for (const key of [local.apiKey, wrongKey]) expect(texts.filter((text) => text.includes(key))).to.deep.equal([]);
  });
});

const listRequests = (key: string, wrongKey: string): readonly HttpRequest[] => [
  { method: 'PUT', path: '/customer-ids/SECRET-1' },
  { method: 'GET', path: '/customer-ids/SECRET-1' },
  { method: 'GET', path: '/customer-ids/SECRET-2' },
  { method: 'GET', path: '/client' },
  { method: 'GET', path: '/customer-ids/SECRET-1', headers: { 'x-api-key': wrongKey } },
  { method: 'GET', path: '/customer-ids/SECRET-1', headers: { 'x-api-key': `${key}, ${wrongKey}` } },
  ...[key, wrongKey].flatMap((each): readonly HttpRequest[] => [
    { method: 'GET', path: `/customer-ids?x-api-key=${each}` },
    { method: 'GET', path: `/customer-ids?cursor=${each}` },
    { method: 'GET', path: '/customer-ids', headers: { authorization: `Bearer ${each}`, cookie: `key=${each}` } },
    { method: 'GET', path: `/submissions/${each}` },
    {
      method: 'POST',
      path: '/submissions',
      headers: { 'content-type': 'application/json' },
      body: `{"key":"${each}"}`,
    },
    {
      method: 'POST',
      path: '/submissions',
      headers: { 'content-type': 'application/json', 'idempotency-key': each },
      body: '{"ids":["SECRET-3"]}',
    },
  ]),
];
