import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface StackResource {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: resource attributes differ by type, and a test edits only what it knows.
  readonly values: Record<string, any>;
}

export const repository = new URL('../../..', import.meta.url).pathname;
export const stackFile = join(repository, 'local/stack.json');

/** Returns the planned attributes of the first resource of this type that matches. */
export function resourceOf(type: string, matches: (values: StackResource['values']) => boolean = () => true) {
  const { resources }: { resources: Record<string, StackResource> } = JSON.parse(readFileSync(stackFile, 'utf8'));
  const found = Object.values(resources).find((resource) => resource.type === type && matches(resource.values));
  if (!found) throw new Error(`local/stack.json does not contain a matching ${type}.`);
  return found.values;
}

/** Writes a copy of local/stack.json with the changes applied per resource type. Returns its path. */
export async function stackVariant(changes: Readonly<Record<string, (values: StackResource['values']) => void>>) {
  const stack: { resources: Record<string, StackResource> } = JSON.parse(await readFile(stackFile, 'utf8'));
  for (const { type, values } of Object.values(stack.resources)) changes[type]?.(values);
  const file = join(await mkdtemp(join(tmpdir(), 'stack-')), 'stack.json');
  await writeFile(file, JSON.stringify(stack));
  return file;
}

/** A usage plan that allows `burst` requests and then one per 100 s. */
export const smallPlan = (burst: number) =>
  stackVariant({
    aws_api_gateway_usage_plan: (plan) => {
      plan['throttle_settings'] = [{ rate_limit: 0.01, burst_limit: burst }];
    },
  });

/** Removes an action from the role of one function. */
export const withoutAction = (functionName: string, action: string) =>
  stackVariant({
    aws_iam_role_policy: ({ role, policy }) => {
      if (!String(role).endsWith(functionName)) return;
      for (const statement of policy.Statement)
        statement.Action = [statement.Action].flat().filter((each) => each !== action);
      policy.Statement = policy.Statement.filter(({ Action }: { Action: string[] }) => Action.length > 0);
    },
  });

/** Removes all DynamoDB and EventBridge permissions, and a variable of get-client, which needs no permission. */
export const withoutGrants = () =>
  stackVariant({
    aws_iam_role_policy: ({ policy }) => {
      policy.Statement = policy.Statement.filter(
        ({ Action }: { Action: string[] | string }) => !/dynamodb:|events:/.test(String(Action)),
      );
    },
    aws_lambda_function: ({ function_name: name, environment }) => {
      if (String(name).endsWith('get-client')) delete environment[0].variables.POWERTOOLS_METRICS_NAMESPACE;
    },
  });

/** Configures a handler that does not exist for every function. */
export const withoutHandlers = () =>
  stackVariant({
    aws_lambda_function: (values) => {
      values['handler'] = 'index.missing';
    },
  });

/** Points every function's DynamoDB client to `endpoint` and sets the integration timeout. */
export const withStoreAt = (endpoint: string, gatewayMillis = 10_000) =>
  stackVariant({
    aws_lambda_function: ({ environment }) => {
      environment[0].variables.AWS_ENDPOINT_URL_DYNAMODB = endpoint;
    },
    aws_api_gateway_rest_api: ({ body }) => {
      for (const operations of Object.values<Record<string, Record<string, { timeoutInMillis?: number }>>>(body.paths))
        for (const operation of Object.values(operations)) {
          const integration = operation['x-amazon-apigateway-integration'];
          if (integration?.timeoutInMillis) integration.timeoutInMillis = gatewayMillis;
        }
    },
  });
