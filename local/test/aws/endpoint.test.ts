import { once } from 'node:events';
import { connect } from 'node:net';
import { crc32 } from 'node:zlib';
import { PutItemCommand, ScanCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type AwsEndpoint, startAwsEndpoint } from '#local/aws/endpoint.ts';
import { AwsError, type AwsOperation } from '#local/aws/service.ts';
import { type TemporaryDynamoDb, temporaryDynamoDb } from '#support/local/temporary-dynamo-db.ts';

const authorization =
  'AWS4-HMAC-SHA256 Credential=developer/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

describe('AWS endpoint', () => {
  let dynamo: TemporaryDynamoDb;

  before(async () => {
    dynamo = await temporaryDynamoDb();
  });

  after(() => dynamo.stop());

  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(dynamo.endpoint.url, {
      method: 'POST',
      body,
      headers: { authorization, 'x-amz-target': 'DynamoDB_20120810.ListTables', ...headers },
    });

  it('responds with JSON, a request ID and the CRC-32 of the body, as AWS does', async () => {
    const response = await post('{}');

    const body = Buffer.from(await response.arrayBuffer());
    expect(JSON.parse(body.toString())).to.deep.equal({ TableNames: ['things'] });
    expect(response.headers.get('content-type')).to.equal('application/x-amz-json-1.0');
    expect(response.headers.get('x-amzn-requestid')).to.match(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-amz-crc32')).to.equal(String(crc32(body)));
  });

  it('rejects an unsupported operation and names it in the error and in the log', async () => {
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [{ Delete: { TableName: 'things', Key: { id: { S: 'X' } } } }],
    });

    const error = await dynamo.client.send(transaction).catch((error: unknown) => error);

    expect(error).to.include({
      name: 'UnknownOperationException',
      message: 'The local AWS does not emulate DynamoDB_20120810.TransactWriteItems.',
    });
    expect(dynamo.logged).to.include('not emulated: DynamoDB_20120810.TransactWriteItems');
  });

  it('rejects an unsupported parameter, names it and writes nothing', async () => {
    const response = await post('{"TableName":"things","Item":{"id":{"S":"ODD"}},"Sparkle":true}', {
      'x-amz-target': 'DynamoDB_20120810.PutItem',
    });

    expect(response.status).to.equal(400);
    expect(await response.json()).to.include({ message: 'The local AWS does not emulate Sparkle of PutItem.' });
    expect((await dynamo.client.send(new ScanCommand({ TableName: 'things' }))).Count).to.equal(0);
  });

  const malformed = {
    'no signature': { body: '{}', headers: { authorization: '' }, code: 'MissingAuthenticationTokenException' },
    'a body that is not JSON': { body: '{"a":', headers: {}, code: 'SerializationException' },
    'a JSON body that is not an object': { body: '[]', headers: {}, code: 'SerializationException' },
    'a body that is not UTF-8': {
      body: Buffer.from('7b2261223a22ff227d', 'hex'),
      headers: {},
      code: 'SerializationException',
    },
    'no target': { body: '{}', headers: { 'x-amz-target': '' }, code: 'UnknownOperationException' },
    'the target of another service': {
      body: '{}',
      headers: { 'x-amz-target': 'Other.List' },
      code: 'UnknownOperationException',
    },
  };

  for (const [what, { body, headers, code }] of Object.entries(malformed)) {
    it(`returns 400 ${code} for a request with ${what}`, async () => {
      const response = await post(body, headers);

      expect(response.status).to.equal(400);
      expect(await response.json()).to.have.property('__type', code);
    });
  }

  it('returns 413 for a body over 2 MB', async () => {
    const response = await post('x'.repeat(2 * 1024 * 1024 + 1));

    expect(response.status).to.equal(413);
    expect(await response.json()).to.have.property('__type', 'RequestEntityTooLarge');
  });

  it('survives a client that disconnects while sending the body, and writes nothing', async () => {
    for (const end of ['end', 'resetAndDestroy'] as const) {
      const socket = connect(dynamo.endpoint.port, '127.0.0.1').on('error', () => undefined);
      const half = '{"TableName":"things","Item":{"id":{"S":"TORN"}}}';
      socket.write(
        `POST / HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\nContent-Length: 500\r\n\r\n${half}`,
        () => socket[end](),
      );
      await once(socket.resume(), 'close');
    }

    const { Items } = await dynamo.client.send(new ScanCommand({ TableName: 'things' }));
    await dynamo.client.send(new PutItemCommand({ TableName: 'things', Item: { id: { S: 'WHOLE' } } }));
    expect(Items).to.deep.equal([]);
  });

  describe('with a custom service', () => {
    const logged: string[] = [];
    let endpoint: AwsEndpoint;

    before(async () => {
      const operations = new Map([
        ['Break', createThrowingOperation(new TypeError('a defect'))],
        [
          'Refuse',
          createThrowingOperation(new AwsError('ThrottlingException', 'Rate exceeded', 400, { Reason: 'test' })),
        ],
      ]);
      endpoint = await startAwsEndpoint({
        port: 0,
        services: [{ targetPrefix: 'Test', contentType: 'application/x-amz-json-1.1', operations }],
        authorizer: { findPrincipal: () => ({ kind: 'developer' }), authorize: () => undefined },
        log: (line) => logged.push(line),
      });
    });

    after(() => endpoint.stop());

    const call = async (operation: string) => {
      const headers = { authorization, 'x-amz-target': `Test.${operation}` };
      const response = await fetch(endpoint.url, { method: 'POST', body: '{}', headers });
      return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
    };

    it('returns an AwsError with its additional members', async () => {
      expect(await call('Refuse')).to.deep.equal({
        status: 400,
        type: 'application/x-amz-json-1.1',
        body: { __type: 'ThrottlingException', message: 'Rate exceeded', Reason: 'test' },
      });
    });

    it('returns InternalFailure for an unexpected error and logs the details', async () => {
      expect(await call('Break')).to.deep.include({
        status: 500,
        body: { __type: 'InternalFailure', message: 'The local AWS failed. See its log.' },
      });
      expect(logged.join()).to.contain('TypeError: a defect');
    });
  });
});

const createThrowingOperation = (error: Error): AwsOperation => ({
  requiredPermission: () => ({ action: 'test:Any', resources: [] }),
  run: () => Promise.reject(error),
});
