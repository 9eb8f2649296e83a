import { join } from 'node:path';
import { createGateway } from './api-gateway/gateway.ts';
import { recordGatewayMetrics } from './api-gateway/gateway-metrics.ts';
import { listEntryFunctionArns, readRestApi } from './api-gateway/rest-api.ts';
import { type ApiKey, loadApiKeys } from './api-keys.ts';
import { deriveCredentials } from './aws/credentials.ts';
import { type AwsEndpoint, startAwsEndpoint } from './aws/endpoint.ts';
import type { OnGrantUsed } from './aws/grants.ts';
import { createAuthorizer } from './aws/iam.ts';
import type { ListeningServer } from './aws/listen.ts';
import type { AwsService } from './aws/service.ts';
import type { Client } from './clients.ts';
import { type Clock, systemClock } from './clock.ts';
import { createCloudFront } from './cloudfront/cloudfront.ts';
import { startDistribution } from './cloudfront/distribution.ts';
import { type CloudWatch, startCloudWatch } from './cloudwatch/cloud-watch.ts';
import { type DynamoDb, startDynamoDb } from './dynamodb/dynamo-db.ts';
import { tableDefinition } from './dynamodb/table-definition.ts';
import { explainPortError } from './explain-port-error.ts';
import { startFaultAdmin } from './faults/admin-server.ts';
import { createEndpointFaults } from './faults/endpoint-faults.ts';
import type { Faults } from './faults/faults.ts';
import { withInvocationFaults } from './faults/invocation-faults.ts';
import { type FunctionDefinition, readFunctions } from './lambda/function-definition.ts';
import { createFunctionLogger } from './lambda/function-output.ts';
import { createInvocationMetrics } from './lambda/invocation-metrics.ts';
import { type Lambda, startLambda } from './lambda/lambda.ts';
import { Lifecycle } from './lifecycle.ts';
import { lockDataFolder } from './lock.ts';
import { readStack, type Stack } from './stack.ts';
import { loadInterpreter } from './step-functions/run-state.ts';
import { startWorkflow } from './workflow.ts';

export interface LocalAwsOptions {
  readonly port: number;
  readonly awsPort: number;
  readonly dataDir: string;
  readonly clients: readonly Client[];
  readonly stackFile: string;
  /** The project root. */
  readonly root: string;
  readonly log: (line: string) => void;
  readonly onGrantUsed?: OnGrantUsed;
  /** For alarm evaluation. */
  readonly alarmClock?: Clock;
  /** For the retries of asynchronous invocations. */
  readonly lambdaClock?: Clock;
  /** Injects faults, for tests. */
  readonly faults?: Faults | undefined;
  /** Also logs the functions' INFO lines. */
  readonly isVerbose?: boolean;
}

export interface LocalAws {
  readonly url: string;
  readonly awsUrl: string;
  /** Of the first client that may write. */
  readonly apiKey: string;
  readonly apiKeys: readonly ApiKey[];
  /** Starts the functions that a page calls first ahead of their first event. */
  readonly warmUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts the whole system from stack.json. If a service fails to start, the others are stopped. */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const lifecycle = new Lifecycle();
  try {
    return await startServices(options, lifecycle);
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
}

async function startServices(options: LocalAwsOptions, lifecycle: Lifecycle): Promise<LocalAws> {
  const { dataDir, faults, lambdaClock, onGrantUsed, log } = options;
  const stack = readStack(options.stackFile);
  lockDataDir(options, lifecycle);
  const apiKeys = loadApiKeys(dataDir, options.clients, log);

  // Functions and queues need the endpoint's URL, and the endpoint serves them: so it starts first, and their services
  // are added later. Shutdown is in reverse order, so that no service calls one that has stopped.
  const cloudWatch = lifecycle.add(startCloudWatch({ stack, dataDir, clock: options.alarmClock ?? systemClock, log }));
  const { record } = cloudWatch;
  const { stackFile } = options;
  const dynamoDb = lifecycle.add(
    await startDynamoDb({ dataDir, tables: readTables(stack), stackFile, record, onGrantUsed, log }),
  );
  const services = [cloudWatch.service, dynamoDb.service];
  const aws = lifecycle.add(await startEndpoint(options, stack, services));
  const lambda = lifecycle.add(startFunctions(options, stack, { aws, dynamoDb }, cloudWatch));
  const { invoke } = lambda;
  if (faults) lifecycle.add(await startFaultAdmin(faults, log));
  const workflow = lifecycle.add(
    await startWorkflow({
      stack,
      dataDir,
      invoke,
      endpointUrl: () => aws.url,
      record,
      lambdaClock,
      faults,
      onGrantUsed,
      log,
    }),
  );
  cloudWatch.measureEachMinute(workflow.measureQueues);
  services.push(...workflow.services);
  workflow.resume();

  const viewerServer = lifecycle.add(await startViewerServer({ options, stack, apiKeys, lambda, cloudWatch }));
  const { value: apiKey = '' } = apiKeys.find(({ access }) => access === 'write') ?? { ...apiKeys[0] };
  const stop = () => lifecycle.stop();
  return { url: viewerServer.url, awsUrl: aws.url, apiKey, apiKeys, warmUp: () => warmUp(stack, lambda), stop };
}

function lockDataDir({ dataDir, log }: LocalAwsOptions, lifecycle: Lifecycle): void {
  const lock = lockDataFolder(dataDir);
  lifecycle.add({ stop: async () => lock.release() });
  if (lock.wasUncleanShutdown) log('The previous run did not shut down cleanly. Recovering its data.');
}

const readTables = (stack: Stack) =>
  stack.ofType('aws_dynamodb_table').map((values) => tableDefinition(values, stack.arnPrefix('dynamodb')));

interface Endpoints {
  readonly aws: Pick<AwsEndpoint, 'url'>;
  readonly dynamoDb: Pick<DynamoDb, 'endpointUrl'>;
}

function startFunctions(
  options: LocalAwsOptions,
  stack: Stack,
  { aws, dynamoDb }: Endpoints,
  cloudWatch: CloudWatch,
): Lambda {
  // The store process's own endpoint has no fault injection.
  const dynamoDbUrl = (!options.faults && dynamoDb.endpointUrl) || aws.url;
  const accessVariables = ({ name, environment }: FunctionDefinition) => {
    const { accessKeyId, secretAccessKey, sessionToken } = deriveCredentials(name);
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_REGION: stack.region,
      AWS_DEFAULT_REGION: stack.region,
      AWS_ENDPOINT_URL: aws.url,
      AWS_ENDPOINT_URL_DYNAMODB: environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? dynamoDbUrl,
    };
  };
  const definitions = readFunctions(stack);
  const logOutput = createFunctionLogger({ log: options.log, isVerbose: options.isVerbose ?? false });
  const lambda = startLambda({
    definitions,
    root: options.root,
    tasksFolder: join(options.dataDir, 'functions'),
    accessVariables,
    onInvoked: createInvocationMetrics(
      definitions.map(({ name }) => name),
      cloudWatch.record,
    ),
    onOutput: (functionName, line, stream) => {
      cloudWatch.readOutput(functionName, line);
      logOutput(functionName, line, stream);
    },
  });
  return options.faults ? injectFaults(lambda, options.faults) : lambda;
}

const injectFaults = (lambda: Lambda, faults: Faults): Lambda => ({
  ...lambda,
  invoke: withInvocationFaults(faults, lambda.invoke),
  invokeOrRefuse: withInvocationFaults(faults, lambda.invokeOrRefuse),
});

function startEndpoint(options: LocalAwsOptions, stack: Stack, services: readonly AwsService[]): Promise<AwsEndpoint> {
  const { awsPort: port, faults, log, onGrantUsed } = options;
  const intercept = faults && createEndpointFaults(faults);
  const authorizer = createAuthorizer({ resources: stack.resources, log, onGrantUsed });
  return explainPortError('AWS_PORT', port, () => startAwsEndpoint({ port, services, authorizer, log, intercept }));
}

interface ViewerServerOptions {
  readonly options: LocalAwsOptions;
  readonly stack: Stack;
  readonly apiKeys: readonly ApiKey[];
  readonly lambda: Lambda;
  readonly cloudWatch: CloudWatch;
}

function startViewerServer({
  options,
  stack,
  apiKeys,
  lambda,
  cloudWatch,
}: ViewerServerOptions): Promise<ListeningServer> {
  const { port, log } = options;
  const clock = { monotonicMillis: () => performance.now(), wallMillis: () => Date.now() };
  const api = readRestApi(stack);
  const gatewayWithoutMetrics = createGateway({ api, apiKeys, invoke: lambda.invokeOrRefuse, clock, log });
  const gateway = recordGatewayMetrics(gatewayWithoutMetrics, { api, clock, ...cloudWatch });
  const siteFolder = join(options.root, 'frontend/dist');
  const handle = createCloudFront({ stack, siteFolder, gateway, monotonicMillis: clock.monotonicMillis, log });
  return explainPortError('PORT', port, () => startDistribution({ port, handle, log }));
}

/** Not all functions: each takes 14 MB and 100 ms of CPU time, even if it is never called. */
async function warmUp(stack: Stack, { warm }: Lambda): Promise<void> {
  await warm(listEntryFunctionArns(readRestApi(stack)));
  await loadInterpreter();
}
