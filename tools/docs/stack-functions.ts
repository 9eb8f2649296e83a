import type { JsonReader } from '#tools/lib/json-reader.ts';
import type { Stack } from '#tools/lib/stack.ts';

export interface StackFunction {
  /** The operation or workflow step, as in the Terraform map of functions. */
  readonly name: string;
  readonly functionName: string;
  readonly memoryMegabytes: number;
  /** The permissions of its role, one per action and resource. */
  readonly grants: readonly Grant[];
}

interface Grant {
  readonly action: string;
  readonly resource: string;
}

export function readFunctions(stack: Stack): readonly StackFunction[] {
  const policies = stack.ofType('aws_iam_role_policy');
  return stack.ofType('aws_lambda_function').map((planned) => {
    const functionName = planned.text('function_name');
    const own = policies.filter((policy) => policy.text('role') === functionName);
    return {
      name: readName(planned),
      functionName,
      memoryMegabytes: planned.number('memory_size'),
      grants: own.flatMap((policy) => policy.record('policy').blocks('Statement').flatMap(readGrants)),
    };
  });
}

function readName(planned: JsonReader): string {
  const variables = planned.block('environment')?.record('variables');
  if (!variables) throw new Error(`${planned.text('function_name')} has no environment.`);
  return variables.text('POWERTOOLS_SERVICE_NAME');
}

function readGrants(statement: JsonReader): readonly Grant[] {
  const resources = readTexts(statement, 'Resource');
  return readTexts(statement, 'Action').flatMap((action) => resources.map((resource) => ({ action, resource })));
}

/** IAM accepts a string instead of a list of one. */
function readTexts(statement: JsonReader, name: string): readonly string[] {
  const value = statement.fields[name];
  return Array.isArray(value) ? value.map(String) : [statement.text(name)];
}
