import type { JsonReader } from '#tools/lib/json-reader.ts';
import type { Stack } from '#tools/lib/stack.ts';

export interface StackFunction {
  /** As in the map of functions: the operation or workflow step. */
  readonly name: string;
  readonly functionName: string;
  readonly memoryMegabytes: number;
  /** What its role lets it do, one for each action and resource. */
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
      name: nameOf(planned),
      functionName,
      memoryMegabytes: planned.number('memory_size'),
      grants: own.flatMap((policy) => policy.record('policy').blocks('Statement').flatMap(grantsOf)),
    };
  });
}

function nameOf(planned: JsonReader): string {
  const variables = planned.block('environment')?.record('variables');
  if (!variables) throw new Error(`${planned.text('function_name')} has no environment.`);
  return variables.text('POWERTOOLS_SERVICE_NAME');
}

function grantsOf(statement: JsonReader): readonly Grant[] {
  const resources = textsOf(statement, 'Resource');
  return textsOf(statement, 'Action').flatMap((action) => resources.map((resource) => ({ action, resource })));
}

/** IAM takes one text where there is only one. */
function textsOf(statement: JsonReader, name: string): readonly string[] {
  const value = statement.fields[name];
  return Array.isArray(value) ? value.map(String) : [statement.text(name)];
}
