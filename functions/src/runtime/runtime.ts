/** Wires adapters to handlers. The only module that reads the environment, and never before the first event. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { dynamoDbClient } from '#adapters/dynamodb/client.ts';
import { dynamoDbCustomerIdIndex } from '#adapters/dynamodb/customer-id-index.ts';
import { dynamoDbCustomerIdLookup } from '#adapters/dynamodb/customer-id-lookup.ts';
import { dynamoDbCustomerIds } from '#adapters/dynamodb/customer-id-store.ts';
import { dynamoDbDeletedIdIndex } from '#adapters/dynamodb/deleted-id-index.ts';
import { dynamoDbSubmissionIndex } from '#adapters/dynamodb/submission-index.ts';
import { dynamoDbSubmissions } from '#adapters/dynamodb/submission-store.ts';
import { eventBridgeClient } from '#adapters/eventbridge/client.ts';
import { eventBridgeBus } from '#adapters/eventbridge/event-bus.ts';
import { powertoolsLogger } from '#adapters/powertools/logger.ts';
import { powertoolsMetrics } from '#adapters/powertools/metrics.ts';
import { systemClock } from '#adapters/system/clock.ts';
import { sha256 } from '#adapters/system/digest.ts';
import { timerPause } from '#adapters/system/pause.ts';
import { hmacPseudonym } from '#adapters/system/pseudonym.ts';
import { randomSubmissionIds } from '#adapters/system/submission-ids.ts';
import type {
  Clock,
  CustomerIdIndex,
  CustomerIdLookup,
  CustomerIdStore,
  Deadline,
  DeletedIdIndex,
  Digest,
  EventBus,
  NewSubmissionId,
  Pause,
  Pseudonym,
  Runtime,
  SubmissionIndex,
  SubmissionStore,
  Telemetry,
} from '#ports.ts';

type Environment = (variable: string) => string;

/** Creates one dependency: `create` runs once per container, the function it returns once per invocation. */
export interface Provider<Dependency> {
  readonly variables: readonly string[];
  readonly create: (environment: Environment) => (deadline: Deadline) => Dependency;
}

type Providers<Deps> = { readonly [Name in keyof Deps]: Provider<Deps[Name]> };

const telemetryVariables = ['POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE'];

export const customerIds: Provider<CustomerIdStore> = {
  variables: ['CUSTOMER_IDS_TABLE'],
  create: (environment) => {
    const table = environment('CUSTOMER_IDS_TABLE');
    return (deadline) => dynamoDbCustomerIds(sharedDynamoDb(), table, deadline);
  },
};

export const customerIdIndex: Provider<CustomerIdIndex> = {
  variables: ['CUSTOMER_IDS_TABLE', 'CUSTOMER_IDS_INDEX'],
  create: (environment) => {
    const table = environment('CUSTOMER_IDS_TABLE');
    const index = environment('CUSTOMER_IDS_INDEX');
    return (deadline) => dynamoDbCustomerIdIndex(sharedDynamoDb(), table, index, deadline);
  },
};

export const deletedIdIndex: Provider<DeletedIdIndex> = {
  variables: ['CUSTOMER_IDS_TABLE', 'DELETED_IDS_INDEX'],
  create: (environment) => {
    const table = environment('CUSTOMER_IDS_TABLE');
    const index = environment('DELETED_IDS_INDEX');
    return (deadline) => dynamoDbDeletedIdIndex(sharedDynamoDb(), table, index, deadline);
  },
};

export const customerIdLookup: Provider<CustomerIdLookup> = {
  variables: ['CUSTOMER_IDS_TABLE'],
  create: (environment) => {
    const table = environment('CUSTOMER_IDS_TABLE');
    const backoff = { pause: timerPause, random: Math.random };
    return (deadline) => dynamoDbCustomerIdLookup(sharedDynamoDb(), table, deadline, backoff);
  },
};

export const submissions: Provider<SubmissionStore> = {
  variables: ['SUBMISSIONS_TABLE'],
  create: (environment) => {
    const table = environment('SUBMISSIONS_TABLE');
    return (deadline) => dynamoDbSubmissions(sharedDynamoDb(), table, deadline);
  },
};

export const submissionIndex: Provider<SubmissionIndex> = {
  variables: ['SUBMISSIONS_TABLE', 'SUBMISSIONS_INDEX'],
  create: (environment) => {
    const table = environment('SUBMISSIONS_TABLE');
    const index = environment('SUBMISSIONS_INDEX');
    return (deadline) => dynamoDbSubmissionIndex(sharedDynamoDb(), table, index, deadline);
  },
};

export const eventBus: Provider<EventBus> = {
  variables: ['EVENT_BUS'],
  create: (environment) => {
    const bus = environment('EVENT_BUS');
    return (deadline) => eventBridgeBus(sharedEventBridge(), bus, deadline);
  },
};

export const pseudonym: Provider<Pseudonym> = {
  variables: ['PSEUDONYM_KEY'],
  create: (environment) => {
    const toPseudonym = hmacPseudonym(environment('PSEUDONYM_KEY'));
    return () => toPseudonym;
  },
};

export const clock: Provider<Clock> = { variables: [], create: () => () => systemClock };

export const digest: Provider<Digest> = { variables: [], create: () => () => sha256 };

export const newSubmissionId: Provider<NewSubmissionId> = {
  variables: [],
  create: () => () => randomSubmissionIds(systemClock),
};

export const pause: Provider<Pause> = { variables: [], create: () => () => timerPause };

export const submissionRetentionDays: Provider<number> = {
  variables: ['SUBMISSIONS_RETENTION_DAYS'],
  create: (environment) => {
    const days = readInteger(environment, 'SUBMISSIONS_RETENTION_DAYS');
    return () => days;
  },
};

export const tombstoneRetentionDays: Provider<number> = {
  variables: ['TOMBSTONE_RETENTION_DAYS'],
  create: (environment) => {
    const days = readInteger(environment, 'TOMBSTONE_RETENTION_DAYS');
    return () => days;
  },
};

/** Creates and bundles only the dependencies that a handler names. */
export function createRuntime<Deps extends object>(providers: Providers<Deps>): Runtime<Deps> {
  let telemetry: Telemetry | undefined;
  let createDeps: ((deadline: Deadline) => Deps) | undefined;
  return {
    telemetry: () => {
      telemetry ??= createTelemetry();
      return telemetry;
    },
    createDeps: (deadline) => {
      createDeps ??= resolveProviders(providers);
      return createDeps(deadline);
    },
  };
}

function resolveProviders<Deps extends object>(providers: Providers<Deps>): (deadline: Deadline) => Deps {
  const entries = Object.entries<Provider<unknown>>(providers);
  const required = [...telemetryVariables, ...entries.flatMap(([, provider]) => provider.variables)];
  const missing = [...new Set(required)].filter((variable) => !process.env[variable]);
  if (missing.length > 0) throw new Error(`Missing environment variables: ${missing.join(', ')}.`);
  const factories = entries.map(([name, provider]) => [name, provider.create(readVariable)] as const);
  return (deadline) => Object.fromEntries(factories.map(([name, create]) => [name, create(deadline)])) as Deps;
}

function readVariable(variable: string): string {
  return process.env[variable] ?? '';
}

function readInteger(environment: Environment, variable: string): number {
  const text = environment(variable);
  if (!/^\d{1,6}$/.test(text)) throw new Error(`Environment variable ${variable} must be an integer.`);
  return Number(text);
}

/** Has defaults, because a missing variable must be logged too. */
function createTelemetry(): Telemetry {
  const service = process.env['POWERTOOLS_SERVICE_NAME'] || 'unnamed';
  const namespace = process.env['POWERTOOLS_METRICS_NAMESPACE'] || 'Unnamed';
  return {
    clock: systemClock,
    logger: powertoolsLogger(service),
    metrics: powertoolsMetrics(namespace, service),
  };
}

let dynamoDb: DynamoDBClient | undefined;

function sharedDynamoDb(): DynamoDBClient {
  dynamoDb ??= dynamoDbClient();
  return dynamoDb;
}

let eventBridge: EventBridgeClient | undefined;

function sharedEventBridge(): EventBridgeClient {
  eventBridge ??= eventBridgeClient();
  return eventBridge;
}
