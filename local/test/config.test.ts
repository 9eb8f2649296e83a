import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readConfig } from '#local/config.ts';
import { StartError } from '#local/start-error.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';

describe('readConfig', () => {
  const getErrorMessage = (settings: Parameters<typeof readConfig>[1]): string | undefined => {
    try {
      readConfig(temporaryFolder(), settings);
      return undefined;
    } catch (error) {
      return error instanceof StartError ? error.message : String(error);
    }
  };

  const createRoot = (dotEnv: string): string => {
    const root = temporaryFolder();
    writeFileSync(join(root, '.env'), dotEnv);
    return root;
  };

  it('returns the defaults without any settings', () => {
    const root = temporaryFolder();

    expect(readConfig(root, {})).to.deep.equal({
      port: 5173,
      awsPort: 5174,
      dataDir: join(root, '.data'),
      isVerbose: false,
      clients: [{ name: 'page', access: 'write' }],
    });
  });

  it('reads .env, with the environment taking precedence', () => {
    const root = createRoot('PORT=6000\nDATA_DIR=elsewhere # a folder\nLOG=debug\nCLIENTS=page:write, billing:read\n');

    expect(readConfig(root, { PORT: '7000', LOG: '' })).to.deep.equal({
      port: 7000,
      awsPort: 7001,
      dataDir: join(root, 'elsewhere'),
      isVerbose: true,
      clients: [
        { name: 'page', access: 'write' },
        { name: 'billing', access: 'read' },
      ],
    });
  });

  it('reads the first line of an .env with a byte order mark, as Windows editors write it', () => {
    const root = createRoot('\uFEFFPORT=6000\r\nAWS_PORT="6005"\r\n');

    expect(readConfig(root, {})).to.include({ port: 6000, awsPort: 6005 });
  });

  it('throws when .env exists but cannot be read', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.env'));

    expect(() => readConfig(root, {})).to.throw(`${join(root, '.env')} cannot be read.`);
  });

  it('throws when PORT and AWS_PORT are equal', () => {
    expect(() => readConfig(temporaryFolder(), { PORT: '6000', AWS_PORT: '6000' })).to.throw(
      'PORT and AWS_PORT must be different, but both are 6000.',
    );
  });

  for (const [what, settings, message] of [
    [
      'a PORT that is not a number',
      { PORT: 'abc' },
      'PORT must be a port from 1 to 65535, or 0 for any free port, not "abc".',
    ],
    [
      'a PORT without room for the default AWS_PORT',
      { PORT: '65535' },
      'PORT is 65535, so AWS_PORT (PORT + 1 by default) is out of range. Choose a lower PORT or set AWS_PORT.',
    ],
    [
      'a DATA_DIR with a tilde',
      { DATA_DIR: '~/x' },
      'DATA_DIR must not begin with ~, which is not expanded here. Use the full path.',
    ],
    [
      'a client whose name is too short',
      { CLIENTS: 'page:write,x:read' },
      'CLIENTS contains "x:read". The name of a client must be 2 to 20 lower-case letters and digits.',
    ],
    [
      'an empty entry in CLIENTS',
      { CLIENTS: 'page:write,' },
      'CLIENTS contains "". The name of a client must be 2 to 20 lower-case letters and digits.',
    ],
    [
      'a client without access',
      { CLIENTS: 'page:write,billing' },
      'CLIENTS contains "billing". Add the client\'s access: billing:read or billing:write.',
    ],
    [
      'a client with an unknown access',
      { CLIENTS: 'billing:admin' },
      'CLIENTS contains "billing:admin". Add the client\'s access: billing:read or billing:write.',
    ],
    [
      'a client that CLIENTS lists three times',
      { CLIENTS: 'page:write,page:read,page:write' },
      'CLIENTS lists page more than once. Name each client once.',
    ],
  ] as const) {
    it(`reports ${what} exactly once`, () => {
      expect(getErrorMessage(settings)).to.equal(message);
    });
  }
});
