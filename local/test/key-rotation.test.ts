import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { eventually } from '#support/local/eventually.ts';
import { type RunningGateway, startGateway } from '#support/local/gateway-fixture.ts';
import { type HttpClient, httpClient } from '#support/local/http-client.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { openEnvironment } from '#tools/deploy/environment.ts';
import { retireKeys, rotateKey } from '#tools/deploy/rotate-keys.ts';

const clients = ['billing', 'page'] as const;
type Client = (typeof clients)[number];

const keyOf = (client: Client, generation: number): string => `${client}-${generation}`;

/** Sends requests without a pause until it is stopped. */
function startLoad(send: HttpClient, isStopped: () => boolean) {
  const statuses: number[] = [];
  const run = async () => {
    while (!isStopped()) statuses.push((await send({ method: 'GET', path: '/things/a' })).status);
  };
  return { statuses, finished: Promise.all([run(), run(), run()]) };
}

describe('the rotation of an API key, with the commands and the file of make api-key', function () {
  this.timeout(120_000);
  let folder: string;
  let gateway: RunningGateway;
  let stopped: boolean;

  const environment = () => openEnvironment('dev', folder);
  const savedGenerations = (client: Client): readonly number[] => {
    const { keysFile } = environment();
    const saved = existsSync(keysFile) ? JSON.parse(readFileSync(keysFile, 'utf8')).api_key_generations : {};
    return saved[client] ?? [1];
  };
  const outputs = () => {
    const ids = (client: Client) => savedGenerations(client).map((each) => [each, keyOf(client, each)]);
    return { api_key_ids: Object.fromEntries(clients.map((client) => [client, Object.fromEntries(ids(client))])) };
  };
  /** Terraform creates and deletes the keys that the file lists. */
  const deploy = () =>
    gateway.deployKeys(
      clients.flatMap((name) =>
        savedGenerations(name).map((each) => ({ name, id: keyOf(name, each), value: keyOf(name, each) })),
      ),
    );

  beforeEach(async () => {
    folder = temporaryFolder();
    mkdirSync(join(folder, 'environments'));
    writeFileSync(join(folder, 'environments/dev.tfvars'), '');
    stopped = false;
    gateway = await startGateway();
    deploy();
  });

  afterEach(async () => {
    stopped = true;
    await gateway.stop();
    rmSync(folder, { recursive: true });
  });

  it('refuses no request of two clients under load, and then only the retired key', async () => {
    const current = { billing: keyOf('billing', 1), page: keyOf('page', 1) };
    const sendAs = (client: Client): HttpClient => {
      const send = httpClient(`${gateway.url}/api`);
      return (request) => send({ ...request, headers: { 'x-api-key': current[client] } });
    };
    const loads = clients.map((client) => startLoad(sendAs(client), () => stopped));
    const underLoad = async () => {
      const before = loads.map(({ statuses }) => statuses.length);
      await eventually(async () =>
        loads.every(({ statuses }, index) => statuses.length >= (before[index] ?? 0) + 50) ? true : undefined,
      );
    };
    const keys = () => ({ environment: environment(), client: 'billing', outputs: outputs() });
    const print = () => undefined;

    await underLoad();
    rotateKey(keys(), print);
    deploy();
    await underLoad();
    current.billing = keyOf('billing', 2);
    await underLoad();
    await retireKeys(keys(), { aws: () => '{}', confirm: async () => undefined, print });
    deploy();
    await underLoad();
    stopped = true;
    await Promise.all(loads.map(({ finished }) => finished));

    expect(loads.map(({ statuses }) => statuses.filter((status) => status !== 200))).to.deep.equal([[], []]);
    current.billing = keyOf('billing', 1);
    expect((await sendAs('billing')({ method: 'GET', path: '/things/a' })).status).to.equal(403);
  });
});
