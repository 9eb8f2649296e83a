import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Access } from '#domain/client.ts';
import { createHandler } from '#handlers/get-client.ts';
import { fixedClock } from '#support/functions/fixed-clock.ts';
import { memoryRuntime } from '#support/functions/memory-runtime.ts';
import { apiKey, lambdaContext, proxyEvent } from '#support/functions/proxy-event.ts';
import { at } from '#support/functions/values.ts';

describe('get-client', () => {
  const send = (key: string) =>
    createHandler(memoryRuntime({}, fixedClock(at(0))))(proxyEvent({ path: '/client', apiKey: key }), lambdaContext());

  for (const [name, access] of [
    ['page', 'write'],
    ['billing', 'read'],
  ] satisfies [string, Access][]) {
    it(`returns name and access of the client that may ${access}, and not the key`, async () => {
      const { statusCode, headers, body } = await send(apiKey(name, access));

      expect(statusCode).to.equal(200);
      expect(JSON.parse(body)).to.deep.equal({ name, access });
      expect(headers).to.include({ 'Cache-Control': 'no-store' });
    });
  }
});
