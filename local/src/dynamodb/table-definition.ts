import type { JsonReader } from '#local/json-reader.ts';
import { StartError } from '#local/start-error.ts';

interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

/** The input of DynamoDB's CreateTable. */
export interface CreateTableInput {
  readonly TableName: string;
  readonly BillingMode: 'PAY_PER_REQUEST';
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly KeySchema: readonly KeyElement[];
  readonly GlobalSecondaryIndexes?: readonly GlobalIndex[];
}

export interface GlobalIndex {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: unknown };
}

export interface TableDefinition {
  readonly name: string;
  readonly arn: string;
  /** The TTL attribute, in epoch seconds. */
  readonly expiryAttribute: string | undefined;
  readonly create: CreateTableInput;
}

/** Reads a planned `aws_dynamodb_table`. A plan does not contain its ARN, so it is built from `arnPrefix`. */
export function tableDefinition(values: JsonReader, arnPrefix: string): TableDefinition {
  const name = values.text('name');
  if (values.blocks('local_secondary_index').length > 0) {
    throw new StartError(`Table ${name} has a local secondary index, which is not emulated.`);
  }
  const indexes = values.blocks('global_secondary_index').map(globalIndex);
  const ttl = values.block('ttl');
  return {
    name,
    arn: `${arnPrefix}:table/${name}`,
    expiryAttribute: ttl?.flag('enabled', false) ? ttl.text('attribute_name') : undefined,
    create: {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: values.blocks('attribute').map((attribute) => ({
        AttributeName: attribute.text('name'),
        AttributeType: attribute.text('type'),
      })),
      KeySchema: keySchema(values),
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    },
  };
}

function globalIndex(index: JsonReader): GlobalIndex {
  const type = index.text('projection_type');
  return {
    IndexName: index.text('name'),
    KeySchema: keySchema(index),
    Projection: {
      ProjectionType: type,
      ...(type === 'INCLUDE' && { NonKeyAttributes: index.fields['non_key_attributes'] }),
    },
  };
}

function keySchema(values: JsonReader): readonly KeyElement[] {
  const hash = { AttributeName: values.text('hash_key'), KeyType: 'HASH' } as const;
  if (!values.has('range_key')) return [hash];
  return [hash, { AttributeName: values.text('range_key'), KeyType: 'RANGE' }];
}
