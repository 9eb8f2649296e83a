// The system to verify: a deployed environment, or the local AWS.
import { fetchKeyValue, newestWritingKey } from '#tools/deploy/api-keys.ts';
import { awsCommand } from '#tools/deploy/aws-command.ts';
import { openEnvironment } from '#tools/deploy/environment.ts';
import { initialise, readOutputs, textOutput } from '#tools/deploy/terraform-commands.ts';
import { openLocalAws, readLocalApiKey } from '#tools/lib/local-aws.ts';
import { readLocalSettings } from '#tools/lib/local-settings.ts';

export interface Target {
  readonly environment: string;
  /** The page; the API is under /api. */
  readonly siteUrl: string;
  readonly apiKey: string;
  /** Configuration for any AWS SDK client. */
  readonly client: {
    readonly region: string;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly deadLetterQueueUrl: string;
  readonly busName: string;
}

export const openTarget = (environment: string): Target =>
  environment === 'local' ? openLocalTarget() : openDeployedTarget(environment);

function openLocalTarget(): Target {
  const { port } = readLocalSettings(process.env);
  const { stack, client } = openLocalAws(process.env);
  const siteUrl = `http://127.0.0.1:${port}`;
  return localTarget({ siteUrl, apiKey: readLocalApiKey(process.env), client, name: busOf(stack) });
}

const busOf = (stack: ReturnType<typeof openLocalAws>['stack']): string =>
  stack.only('aws_cloudwatch_event_bus').text('name');

/** The local AWS names its queues as the stack does. */
export const localTarget = ({
  siteUrl,
  apiKey,
  client,
  name,
}: Pick<Target, 'siteUrl' | 'apiKey' | 'client'> & { readonly name: string }): Target => ({
  environment: 'local',
  siteUrl,
  apiKey,
  client,
  busName: name,
  deadLetterQueueUrl: `${client.endpoint}/123456789012/${name}-dead-letters`,
});

function openDeployedTarget(name: string): Target {
  const environment = openEnvironment(name);
  initialise(environment);
  const outputs = readOutputs(environment);
  const region = textOutput(outputs, 'aws_region');
  return {
    environment: name,
    siteUrl: textOutput(outputs, 'site_url'),
    apiKey: fetchKeyValue(awsCommand(region), newestWritingKey(outputs)),
    client: { region },
    busName: textOutput(outputs, 'event_bus_name'),
    deadLetterQueueUrl: textOutput(outputs, 'dead_letter_queue_url'),
  };
}
