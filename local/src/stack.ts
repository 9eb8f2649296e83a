import { readFileSync } from 'node:fs';
import { JsonReader } from './json-reader.ts';
import { StartError } from './start-error.ts';

export interface StackResource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The resources of the Terraform plan (stack.json). */
export interface Stack {
  readonly region: string;
  readonly account: string;
  readonly resources: readonly StackResource[];
  readonly ofType: (type: string) => readonly JsonReader[];
  /** The resources of a `for_each`, by instance key. One without a key has the key `''`. */
  readonly byInstanceKey: (type: string) => ReadonlyMap<string, JsonReader>;
  /** The only resource of its type. */
  readonly only: (type: string) => JsonReader;
  /** For example `arn:aws:sqs:eu-west-1:123456789012`. */
  readonly arnPrefix: (service: string) => string;
}

export function readStack(file: string): Stack {
  const text = readText(file);
  const { partition, region, account } = parseLocation(file, text);
  const resources = readResources(file, text);
  const ofType = (type: string): readonly JsonReader[] =>
    resources.filter((resource) => resource.type === type).map(toReader);
  return {
    region,
    account,
    resources,
    ofType,
    byInstanceKey: (type) =>
      new Map(
        resources
          .filter((resource) => resource.type === type)
          .map((resource) => [parseInstanceKey(resource.address), toReader(resource)]),
      ),
    only: (type) => {
      const [found, ...others] = ofType(type);
      if (!found || others.length > 0) throw new StartError(`${file} must contain exactly one ${type}.`);
      return found;
    },
    arnPrefix: (service) => `arn:${partition}:${service}:${region}:${account}`,
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartError(`${file} cannot be read. Generate it with \`make stack\`.`, { cause });
  }
}

/** Parses partition, region and account from the first function ARN. */
function parseLocation(file: string, text: string) {
  const { partition, region, account } =
    /arn:(?<partition>[\w-]+):lambda:(?<region>[\w-]+):(?<account>\d{12}):function:/.exec(text)?.groups ?? {};
  if (!partition || !region || !account)
    throw new StartError(`${file} does not contain a function ARN. Regenerate it with \`make stack\`.`);
  return { partition, region, account };
}

interface AddressedResource extends StackResource {
  readonly address: string;
}

function readResources(file: string, text: string): readonly AddressedResource[] {
  return new JsonReader(parse(file, text), file)
    .record('resources')
    .entries()
    .map(([address, resource]) => ({
      address,
      type: resource.text('type'),
      values: resource.record('values').fields,
    }));
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StartError(`${file} is not valid JSON. Regenerate it with \`make stack\`.`, { cause });
  }
}

/** `module.api.aws_api_gateway_usage_plan.this["page"]` has the instance key `page`. */
const parseInstanceKey = (address: string): string => /\["([^"]*)"\]$/.exec(address)?.[1] ?? '';

const toReader = ({ type, values }: StackResource): JsonReader => new JsonReader(values, describe(type, values));

const describe = (type: string, { name, function_name: functionName }: StackResource['values']): string =>
  `stack.json: ${type} ${functionName ?? name ?? ''}`.trimEnd();
