import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type RunningCloudFront, startCloudFront } from '#support/local/cloudfront-fixture.ts';
import { parseStatus, rawRequest } from '#support/local/raw-request.ts';
import { type TemporaryDynamoDb, temporaryDynamoDb } from '#support/local/temporary-dynamo-db.ts';

const awsHeaders = [
  'Authorization: AWS4-HMAC-SHA256 Credential=developer/20260101/eu-central-1/dynamodb/aws4_request, Signature=0',
  'X-Amz-Target: DynamoDB_20120810.ListTables',
  'Content-Length: 2',
];

describe('Requests from web pages of other sites', () => {
  let page: RunningCloudFront;
  let dynamo: TemporaryDynamoDb;

  before(async () => {
    page = await startCloudFront();
    dynamo = await temporaryDynamoDb();
  });

  after(async () => {
    await page.stop();
    await dynamo.stop();
  });

  const sendToPage = async (path: string, ...headers: readonly string[]): Promise<number> =>
    parseStatus(
      await rawRequest(page.port, [`GET ${path} HTTP/1.1`, 'Connection: close', ...headers, '', ''].join('\r\n')),
    );

  const sendToAws = async (...headers: readonly string[]): Promise<number> => {
    const lines = ['POST / HTTP/1.1', 'Connection: close', ...awsHeaders, ...headers, '', '{}'];
    return parseStatus(await rawRequest(dynamo.endpoint.port, lines.join('\r\n')));
  };

  it('refuses a Host that is not loopback on both ports, so that DNS rebinding reads nothing', async () => {
    const hosts = ['evil.example', `evil.example:${page.port}`, 'localhost.evil.example', '127.0.0.1.evil.example', ''];

    for (const host of hosts) {
      const statuses = [
        await sendToPage('/', `Host: ${host}`),
        await sendToPage('/api/customer-ids', `Host: ${host}`),
        await sendToAws(`Host: ${host}`),
      ];
      expect(statuses, host).to.deep.equal([421, 421, 421]);
    }
  });

  it('accepts every loopback name with any port on both ports, so that a forwarded port works', async () => {
    for (const host of ['localhost', 'LocalHost:8080', `127.0.0.1:${page.port}`, '[::1]:1']) {
      const statuses = [await sendToPage('/api/x', `Host: ${host}`), await sendToAws(`Host: ${host}`)];
      expect(statuses, host).to.deep.equal([200, 200]);
    }
  });

  it('refuses a foreign Origin on the page port and any Origin on the AWS port', async () => {
    const own = `localhost:${page.port}`;

    for (const origin of ['http://evil.example', 'null', 'http://localhost:1', `https://${own}`]) {
      const statuses = [
        await sendToPage('/api/x', `Host: ${own}`, `Origin: ${origin}`),
        await sendToAws('Host: localhost', `Origin: ${origin}`),
      ];
      expect(statuses, origin).to.deep.equal([403, 403]);
    }
    expect(await sendToPage('/api/x', `Host: ${own}`, `Origin: http://${own}`)).to.equal(200);
  });

  it('refuses two Host headers', async () => {
    const hosts = ['Host: localhost', 'Host: localhost'];

    expect([await sendToPage('/api/x', ...hosts), await sendToAws(...hosts)]).to.deep.equal([400, 400]);
  });
});
