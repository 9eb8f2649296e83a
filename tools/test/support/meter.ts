import { type AttributeValue, type ConsumedCapacity, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { capturedOutput } from '#support/functions/captured-output.ts';
import type { DynaliteTable } from '#support/functions/dynalite-table.ts';

export interface Units {
  readonly reads: number;
  /** Including those of index entries. */
  readonly writes: number;
}

/** Measures the consumed units that the store reports, and the changed index entries. */
export type Meter = (work: () => Promise<unknown>) => Promise<Units & { readonly indexWrites: number }>;

const readingCommands = new Set(['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand']);

export function createMeter(tables: readonly DynaliteTable[]): Meter {
  const units = { reads: 0, writes: 0 };
  for (const { client } of tables) countUnits(client, units);
  return async (work) => {
    const before = await readEntries(tables);
    Object.assign(units, { reads: 0, writes: 0 });
    await capturedOutput(work);
    const { reads, writes } = units;
    // dynalite reports no index units. Each entry here is under 1 KB, which is one unit.
    const indexWrites = changed(before, await readEntries(tables));
    return { reads, writes: writes + indexWrites, indexWrites };
  };
}

function countUnits(client: DynamoDBClient, units: { reads: number; writes: number }): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        const result = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
        units[readingCommands.has(commandName) ? 'reads' : 'writes'] += readUnits(result.output);
        return result;
      },
    { step: 'initialize' },
  );
}

function readUnits(output: object): number {
  const { ConsumedCapacity: consumed }: { readonly ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] } = output;
  return [consumed ?? []].flat().reduce((total, { CapacityUnits = 0 }) => total + CapacityUnits, 0);
}

/** The attributes of each index entry, by index and key. */
type Entries = ReadonlyMap<string, string>;

async function readEntries(tables: readonly DynaliteTable[]): Promise<Entries> {
  const scans = tables.flatMap(({ client, table, indexes }) =>
    indexes.map(async (IndexName) => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: table, IndexName }));
      return Items.map(({ id, submissionId, ...attributes }): [string, string] => {
        return [JSON.stringify([IndexName, id, submissionId]), JSON.stringify(attributes)];
      });
    }),
  );
  return new Map((await Promise.all(scans)).flat());
}

/** A replaced entry counts as one change. */
function changed(before: Entries, after: Entries): number {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key)).length;
}

type Attributes = Readonly<Record<string, AttributeValue>>;

const bytesPerItem = 100;

/** DynamoDB's storage size: names, values, a few bytes per list and map, and an overhead per item. */
export const storedBytes = (item: Attributes): number => bytesPerItem + attributeBytes(item);

function attributeBytes(attributes: Attributes): number {
  return Object.entries(attributes).reduce((total, [name, value]) => total + name.length + valueBytes(value), 0);
}

function valueBytes({ S: text, N: digits, L: list, M: map }: AttributeValue): number {
  if (text !== undefined) return Buffer.byteLength(text);
  if (digits !== undefined) return Math.ceil(digits.length / 2) + 1;
  if (list) return list.reduce((total, value) => total + 1 + valueBytes(value), 3);
  return attributeBytes(map ?? {}) + 3 + Object.keys(map ?? {}).length;
}
