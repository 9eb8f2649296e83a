import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { errorFields } from '#adapters/powertools/error-fields.ts';
import { logLine } from '#adapters/powertools/log-line.ts';
import { powertoolsLogger } from '#adapters/powertools/logger.ts';
import { capturedOutput } from '#support/functions/captured-output.ts';
import { holds } from '#support/functions/property.ts';

async function lineOf(work: (logger: ReturnType<typeof powertoolsLogger>) => void) {
  const lines = await capturedOutput(() => work(powertoolsLogger('get-customer-id')));
  return { lines, first: JSON.parse(lines[0] ?? '{}') };
}

describe('powertoolsLogger', () => {
  it('writes one JSON object per line with level, timestamp and function name', async () => {
    const { lines, first } = await lineOf((logger) => logger.info('request', { status: 200, customer: 'ab12' }));

    expect(lines).to.have.length(1);
    expect(first).to.include({
      level: 'INFO',
      message: 'request',
      service: 'get-customer-id',
      status: 200,
      customer: 'ab12',
    });
    expect(first.timestamp).to.match(/^\d{4}-\d\d-\d\dT/);
    expect(first).to.not.have.property('sampling_rate');
  });

  it('logs name, message, stack frames and causes of an error', async () => {
    const cause = new RangeError('inner');
    const { first } = await lineOf((logger) => logger.error('request', { status: 500 }, new Error('outer', { cause })));

    expect(first).to.include({ level: 'ERROR', status: 500 });
    expect(first.error).to.include({ name: 'Error', message: 'outer' });
    expect(first.error.stack[0]).to.match(/^at /);
    expect(first.error.cause).to.include({ name: 'RangeError', message: 'inner' });
  });

  it('omits items, requests and parsed text that an error contains', () => {
    const parsing = (() => {
      try {
        return JSON.parse('{"id":"CUST-001"');
      } catch (error) {
        return error;
      }
    })();
    const sdkError = Object.assign(new Error('The conditional request failed', { cause: parsing }), {
      Item: { id: { S: 'CUST-001' } },
      $response: { body: 'CUST-001' },
    });

    expect(JSON.stringify(errorFields(sdkError))).to.not.include('CUST-001');
  });

  it('truncates a cyclic chain of causes', () => {
    const endless = new Error('again');
    endless.cause = endless;

    expect(JSON.stringify(errorFields(endless)).length).to.be.below(8192);
  });
});

describe('logLine', () => {
  it('produces printable ASCII that parses back to the same fields', () => {
    holds(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const line = logLine({ text });

        expect(line).to.match(/^[ -~]*$/);
        expect(JSON.parse(line)).to.deep.equal({ text });
      }),
    );
  });

  it('escapes control and formatting characters', () => {
    expect(logLine({ text: 'a\u007f\u0085\u2028\u202e\u001b[31m\n' })).to.equal(
      '{"text":"a\\u007f\\u0085\\u2028\\u202e\\u001b[31m\\n"}',
    );
  });

  it('truncates a line to 8 KiB of valid JSON', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`field${index}`, '\u{1f600}'.repeat(5000)]),
    );

    const line = logLine({ level: 'INFO', ...fields });

    expect(line.length).to.be.at.most(8192);
    expect(JSON.parse(line)).to.have.property('level', 'INFO');
  });

  it('replaces a line that cannot be truncated to 8 KiB', () => {
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field${index}`, 'x'.repeat(100)]));

    expect(JSON.parse(logLine(fields))).to.deep.equal({
      level: 'ERROR',
      message: 'A log line exceeded 8 KiB and was dropped.',
    });
  });
});
