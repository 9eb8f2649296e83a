import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type AwsEndpoint, startAwsEndpoint } from '#local/aws/endpoint.ts';
import { createAuthorizer } from '#local/aws/iam.ts';
import type { AwsService } from '#local/aws/service.ts';

export const account = '123456789012';
export const region = 'eu-west-1';

/** SDK clients with the developer's credentials. */
export interface AwsClients {
  readonly url: string;
  readonly cloudWatch: CloudWatchClient;
  readonly events: EventBridgeClient;
  readonly sqs: SQSClient;
  readonly states: SFNClient;
  readonly stop: () => Promise<void>;
}

export async function serveAws(services: readonly AwsService[]): Promise<AwsClients> {
  const log = () => undefined;
  const endpoint: AwsEndpoint = await startAwsEndpoint({
    port: 0,
    services,
    authorizer: createAuthorizer({ resources: [], log }),
    log,
  });
  const config = {
    endpoint: endpoint.url,
    region,
    credentials: { accessKeyId: 'developer', secretAccessKey: 'developer' },
    maxAttempts: 1,
  };
  const cloudWatch = new CloudWatchClient(config);
  const events = new EventBridgeClient(config);
  const sqs = new SQSClient(config);
  const states = new SFNClient(config);
  return {
    url: endpoint.url,
    cloudWatch,
    events,
    sqs,
    states,
    stop: async () => {
      for (const client of [cloudWatch, events, sqs, states]) client.destroy();
      await endpoint.stop();
    },
  };
}
