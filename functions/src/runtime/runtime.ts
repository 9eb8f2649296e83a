/** The one place that reads the environment. Nothing happens on import: the first event opens what its handler uses. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { dynamoDbClient } from '#adapters/dynamodb/client.ts';
import { dynamoDbCustomerIdIndex } from '#adapters/dynamodb/customer-id-index.ts';
import { dynamoDbCustomerIds } from '#adapters/dynamodb/customer-id-store.ts';
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
  Budget,
  Clock,
  CustomerIdIndex,
  CustomerIdStore,
  Digest,
  EventBus,
  NewSubmissionId,
  Pause,
  Pseudonym,
  SubmissionIndex,
  SubmissionStore,
  Telemetry,
  World,
} from '#ports.ts';

type Environment = (variable: string) => string;

/** One port: the variables it needs, and how it is opened once and then given to each invocation. */
export interface Part<Port> {
  readonly variables: readonly string[];
  readonly open: (environment: Environment) => (budget: Budget) => Port;
}

type Parts<Ports> = { readonly [Name in keyof Ports]: Part<Ports[Name]> };

const telemetryVariables = ['POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE'];

export const customerIds: Part<CustomerIdStore> = {
  variables: ['CUSTOMER_IDS_TABLE'],
  open: (environment) => {
    const table = environment('CUSTOMER_IDS_TABLE');
    return (budget) => dynamoDbCustomerIds(sharedDynamoDb(), table, budget);
  },
};

export const customerIdIndex: Part<CustomerIdIndex> = {
  variables: ['CUSTOMER_IDS_TABLE', 'CUSTOMER_IDS_INDEX'],
  open: (environment) => {
    const table = environment('CUSTOMER_IDS_TABLE');
    const index = environment('CUSTOMER_IDS_INDEX');
    return (budget) => dynamoDbCustomerIdIndex(sharedDynamoDb(), table, index, budget);
  },
};

export const submissions: Part<SubmissionStore> = {
  variables: ['SUBMISSIONS_TABLE'],
  open: (environment) => {
    const table = environment('SUBMISSIONS_TABLE');
    return (budget) => dynamoDbSubmissions(sharedDynamoDb(), table, budget);
  },
};

export const submissionIndex: Part<SubmissionIndex> = {
  variables: ['SUBMISSIONS_TABLE', 'SUBMISSIONS_INDEX'],
  open: (environment) => {
    const table = environment('SUBMISSIONS_TABLE');
    const index = environment('SUBMISSIONS_INDEX');
    return (budget) => dynamoDbSubmissionIndex(sharedDynamoDb(), table, index, budget);
  },
};

export const eventBus: Part<EventBus> = {
  variables: ['EVENT_BUS'],
  open: (environment) => {
    const bus = environment('EVENT_BUS');
    return (budget) => eventBridgeBus(sharedEventBridge(), bus, budget);
  },
};

export const pseudonym: Part<Pseudonym> = {
  variables: ['PSEUDONYM_KEY'],
  open: (environment) => {
    const toPseudonym = hmacPseudonym(environment('PSEUDONYM_KEY'));
    return () => toPseudonym;
  },
};

export const clock: Part<Clock> = { variables: [], open: () => () => systemClock };

export const digest: Part<Digest> = { variables: [], open: () => () => sha256 };

export const newSubmissionId: Part<NewSubmissionId> = {
  variables: [],
  open: () => () => randomSubmissionIds(systemClock),
};

export const pause: Part<Pause> = { variables: [], open: () => () => timerPause };

export const submissionRetentionDays: Part<number> = {
  variables: ['SUBMISSIONS_RETENTION_DAYS'],
  open: (environment) => {
    const days = wholeNumber(environment, 'SUBMISSIONS_RETENTION_DAYS');
    return () => days;
  },
};

export const tombstoneRetentionDays: Part<number> = {
  variables: ['TOMBSTONE_RETENTION_DAYS'],
  open: (environment) => {
    const days = wholeNumber(environment, 'TOMBSTONE_RETENTION_DAYS');
    return () => days;
  },
};

/** The world of one function: only what its handler names is opened, and bundled. */
export function liveWorld<Ports extends object>(parts: Parts<Ports>): World<Ports> {
  let telemetry: Telemetry | undefined;
  let open: ((budget: Budget) => Ports) | undefined;
  return {
    telemetry: () => {
      telemetry ??= liveTelemetry();
      return telemetry;
    },
    open: (budget) => {
      open ??= openParts(parts);
      return open(budget);
    },
  };
}

function openParts<Ports extends object>(parts: Parts<Ports>): (budget: Budget) => Ports {
  const entries = Object.entries<Part<unknown>>(parts);
  const needed = [...telemetryVariables, ...entries.flatMap(([, part]) => part.variables)];
  const missing = [...new Set(needed)].filter((variable) => !process.env[variable]);
  if (missing.length > 0) throw new Error(`Missing environment variables: ${missing.join(', ')}.`);
  const opened = entries.map(([name, part]) => [name, part.open(environmentOf)] as const);
  return (budget) => Object.fromEntries(opened.map(([name, give]) => [name, give(budget)])) as Ports;
}

function environmentOf(variable: string): string {
  return process.env[variable] ?? '';
}

export function wholeNumber(environment: Environment, variable: string): number {
  const text = environment(variable);
  if (!/^\d{1,6}$/.test(text)) throw new Error(`The environment variable ${variable} is not a whole number.`);
  return Number(text);
}

/** Works even where a variable is missing: that must be logged too. */
function liveTelemetry(): Telemetry {
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
