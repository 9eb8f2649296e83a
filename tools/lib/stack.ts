// Reads local/stack.json: the resources that Terraform plans, with their attributes.
import { readFileSync } from 'node:fs';
import { JsonReader } from './json-reader.ts';
import { stackFile } from './paths.ts';
import { UserError } from './user-error.ts';

export interface Stack {
  readonly region: string;
  /** The type of each resource; a type occurs as often as it is planned. */
  readonly types: readonly string[];
  readonly ofType: (type: string) => readonly JsonReader[];
  /** The only resource of its type. */
  readonly only: (type: string) => JsonReader;
}

export function parseStack(text: string): Stack {
  const resources = new JsonReader(parseResources(text), 'stack.json').entries();
  const ofType = (type: string) =>
    resources
      .filter(([, resource]) => resource.text('type') === type)
      .map(([address, resource]) => new JsonReader(resource.record('values').fields, `stack.json: ${address}`));
  return {
    region: readRegion(text),
    types: resources.map(([, resource]) => resource.text('type')),
    ofType,
    only: (type) => {
      const [found, ...others] = ofType(type);
      if (!found || others.length > 0) throw new UserError(`stack.json must contain exactly one ${type}.`);
      return found;
    },
  };
}

function parseResources(text: string): unknown {
  try {
    return JSON.parse(text).resources;
  } catch (cause) {
    throw new UserError('local/stack.json is not valid JSON. Regenerate it with `make stack`.', { cause });
  }
}

/** Every function's ARN names the region. */
function readRegion(text: string): string {
  const region = /arn:[\w-]+:lambda:([\w-]+):\d{12}:function:/.exec(text)?.[1];
  if (!region) throw new UserError('stack.json contains no Lambda ARN, so its region is unknown.');
  return region;
}

export function readStack(): Stack {
  try {
    return parseStack(readFileSync(stackFile, 'utf8'));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError('local/stack.json cannot be read. Generate it with `make stack`.', { cause });
  }
}
