import { join } from 'node:path';
import { createGateway } from './api-gateway/gateway.ts';
import { countedGateway } from './api-gateway/gateway-metrics.ts';
import { functionsOf, readRestApi } from './api-gateway/rest-api.ts';
import { readOrMakeApiKey } from './api-key.ts';
import { credentialsOf } from './aws/credentials.ts';
import { type AwsEndpoint, startAwsEndpoint } from './aws/endpoint.ts';
import type { OnGrantUsed } from './aws/grants.ts';
import { createAuthorizer } from './aws/iam.ts';
import type { Listening } from './aws/listen.ts';
import type { AwsService } from './aws/service.ts';
import { type Clock, systemClock } from './clock.ts';
import { createCloudFront } from './cloudfront/cloudfront.ts';
import { startDistribution } from './cloudfront/distribution.ts';
import { type CloudWatch, startCloudWatch } from './cloudwatch/cloud-watch.ts';
import { startDynamoDb } from './dynamodb/dynamo-db.ts';
import { tableDefinition } from './dynamodb/table-definition.ts';
import { onPort } from './explain-port-error.ts';
import { type FunctionDefinition, readFunctions } from './lambda/function-definition.ts';
import { showFunctionOutput } from './lambda/function-output.ts';
import { countInvocations } from './lambda/invocation-metrics.ts';
import { type Lambda, startLambda } from './lambda/lambda.ts';
import { Running } from './lifecycle.ts';
import { lockDataFolder } from './lock.ts';
import { readStack, type Stack } from './stack.ts';
import { loadLibrary } from './step-functions/run-state.ts';
import { startWorkflow } from './workflow.ts';

export interface LocalAwsOptions {
  readonly port: number;
  readonly awsPort: number;
  readonly dataDir: string;
  readonly stackFile: string;
  /** The project's folder, where the bundles and the page are found. */
  readonly root: string;
  readonly log: (line: string) => void;
  readonly onGrantUsed?: OnGrantUsed;
  /** The time by which alarms are judged. */
  readonly alarmClock?: Clock;
  /** Whether the functions' information lines are logged too. */
  readonly isVerbose?: boolean;
}

export interface LocalAws {
  readonly url: string;
  readonly awsUrl: string;
  readonly apiKey: string;
  readonly stop: () => Promise<void>;
}

/** Starts the whole system from the stack that Terraform evaluated. What had been started is stopped when a part fails. */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const running = new Running();
  try {
    return await startParts(options, running);
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function startParts(options: LocalAwsOptions, running: Running): Promise<LocalAws> {
  const { dataDir, onGrantUsed, log } = options;
  const stack = readStack(options.stackFile);
  takeDataFolder(options, running);
  const apiKey = readOrMakeApiKey(dataDir);

  // Functions and queues must know the endpoint's address, and it serves what they are made of: the rest of its
  // services joins once there is one. They stop in the opposite order, so that nobody calls what is gone.
  const cloudWatch = running.add(startCloudWatch({ stack, dataDir, clock: options.alarmClock ?? systemClock, log }));
  const { record } = cloudWatch;
  const dynamoDb = running.add(await startDynamoDb({ dataDir, tables: tablesOf(stack), record, log }));
  const services = [cloudWatch.service, dynamoDb.service];
  const aws = running.add(await startEndpoint(options, stack, services));
  const lambda = running.add(startFunctions(options, stack, aws.url, cloudWatch));
  const { invoke } = lambda;
  const workflow = running.add(
    await startWorkflow({ stack, dataDir, invoke, endpointUrl: () => aws.url, record, onGrantUsed, log }),
  );
  cloudWatch.measureEachMinute(workflow.measureQueues);
  services.push(...workflow.services);
  workflow.resume();

  const page = running.add(await startPage({ options, stack, apiKey, lambda, cloudWatch }));
  warmUp(stack, lambda).catch((error: unknown) => log(`warming up: ${String(error)}`));
  return { url: page.url, awsUrl: aws.url, apiKey, stop: () => running.stop() };
}

function takeDataFolder({ dataDir, log }: LocalAwsOptions, running: Running): void {
  const lock = lockDataFolder(dataDir);
  running.add({ stop: async () => lock.release() });
  if (lock.lastStopWasUnclean)
    log('The last run ended without stopping in order. Its data is being picked up as it is.');
}

const tablesOf = (stack: Stack) =>
  stack.ofType('aws_dynamodb_table').map((values) => tableDefinition(values, stack.arnPrefixOf('dynamodb')));

function startFunctions(options: LocalAwsOptions, stack: Stack, awsUrl: string, cloudWatch: CloudWatch): Lambda {
  const accessOf = ({ name }: FunctionDefinition) => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentialsOf(name);
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_REGION: stack.region,
      AWS_DEFAULT_REGION: stack.region,
      AWS_ENDPOINT_URL: awsUrl,
    };
  };
  const definitions = readFunctions(stack);
  const show = showFunctionOutput({ log: options.log, isVerbose: options.isVerbose ?? false });
  return startLambda({
    definitions,
    root: options.root,
    tasksFolder: join(options.dataDir, 'functions'),
    accessOf,
    onInvoked: countInvocations(
      definitions.map(({ name }) => name),
      cloudWatch.record,
    ),
    onOutput: (functionName, line, stream) => {
      cloudWatch.readOutput(functionName, line);
      show(functionName, line, stream);
    },
  });
}

function startEndpoint(options: LocalAwsOptions, stack: Stack, services: readonly AwsService[]): Promise<AwsEndpoint> {
  const { awsPort: port, log, onGrantUsed } = options;
  const authorizer = createAuthorizer({ resources: stack.resources, log, onGrantUsed });
  return onPort('AWS_PORT', port, () => startAwsEndpoint({ port, services, authorizer, log }));
}

interface PageParts {
  readonly options: LocalAwsOptions;
  readonly stack: Stack;
  readonly apiKey: string;
  readonly lambda: Lambda;
  readonly cloudWatch: CloudWatch;
}

function startPage({ options, stack, apiKey, lambda, cloudWatch }: PageParts): Promise<Listening> {
  const { port, log } = options;
  const clock = { monotonicMillis: () => performance.now(), wallMillis: () => Date.now() };
  const api = readRestApi(stack);
  const uncounted = createGateway({ api, apiKey, invoke: lambda.invoke, clock, log });
  const gateway = countedGateway(uncounted, { api, clock, ...cloudWatch });
  const siteFolder = join(options.root, 'frontend/dist');
  const answer = createCloudFront({ stack, siteFolder, gateway, monotonicMillis: clock.monotonicMillis, log });
  return onPort('PORT', port, () => startDistribution({ port, answer, log }));
}

/** In the background, what the API calls first: nobody waits for it, and the first to use something does not wait either. */
async function warmUp(stack: Stack, { warm }: Lambda): Promise<void> {
  await warm(functionsOf(readRestApi(stack)));
  await loadLibrary();
  await warm(readFunctions(stack).map(({ name }) => name));
}
