// Describes the API's clients: who may read, who may write, and their limits.
import { blockOf, type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';
import type { Facts } from './section.ts';

const keyType = 'aws_api_gateway_api_key';

export function describeClients({ address, type }: Pick<PlannedResource, 'address' | 'type'>, values: Fields) {
  if (type === keyType) return [describeKey(address)];
  return type === 'aws_api_gateway_usage_plan' ? [describeLimits(address, values)] : [];
}

/** The clients that may write only after this plan. In a new stack all clients are new, and none is reported. */
export function findNewWriters(resources: readonly PlannedResource[]): readonly string[] {
  const keys = resources.filter(({ type }) => type === keyType);
  const listWriters = (when: 'before' | 'after') =>
    keys
      .filter((key) => key[when])
      .map(({ address }) => parseKey(address))
      .filter(({ access }) => access === 'write')
      .map(({ client }) => client);
  const writers = new Set(listWriters('before'));
  if (!keys.some(({ before }) => before)) return [];
  return [...new Set(listWriters('after'))]
    .filter((client) => !writers.has(client))
    .map((client) => `${wholeCode(client)} gains write access: it can add and delete every customer ID.`);
}

const instanceKey = (address: string): string => /\["([^"]+)"\]$/.exec(address)?.[1] ?? address;

/** The address of a key ends in client, access and generation. A key of another form counts as one that may write. */
function parseKey(address: string) {
  const [, client = address, access = 'write', generation = ''] =
    /^([a-z0-9]+)-(read|write)-(\d+)$/.exec(instanceKey(address)) ?? [];
  return { client, access, generation };
}

function describeKey(address: string): Facts {
  const { client, access, generation } = parseKey(address);
  const sentence = `key ${generation} may ${access === 'read' ? 'only read' : 'read and write'}`;
  return { subject: wholeCode(client), sentences: [sentence] };
}

function describeLimits(address: string, values: Fields): Facts {
  const { rate_limit: rate, burst_limit: burst } = blockOf(values['throttle_settings']);
  const methods = listOf(values['api_stages']).flatMap((stage) => listOf(fieldsOf(stage)['throttle']).map(fieldsOf));
  const limits = [
    `${rate} requests per second with a burst of ${burst}`,
    ...methods.map(
      (method) =>
        `${wholeCode(toRoute(String(method['path'])))} ${method['rate_limit']} per second with a burst of ${method['burst_limit']}`,
    ),
    `${blockOf(values['quota_settings'])['limit']} requests a day`,
  ];
  return { subject: wholeCode(instanceKey(address)), sentences: [`limits of each key: ${limits.join('; ')}`] };
}

/** A usage plan names a method like `/customer-ids/{id}/GET`. */
const toRoute = (path: string): string => path.replace(/^(.*)\/([A-Z]+)$/, '$2 $1');
