import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { FunctionPool } from './function-pool.ts';
import type { OnInvoked } from './invocation-metrics.ts';
import type { InvocationOutcome, Invoke } from './invoke.ts';
import { runtimeVariables } from './runtime-variables.ts';
import { unpackBundle } from './unpack-bundle.ts';

// What AWS gives an account by default: all functions together may run this many events at once.
const ACCOUNT_CONCURRENCY = 1000;

export interface LambdaSettings {
  readonly definitions: readonly FunctionDefinition[];
  /** Where the bundles are found. */
  readonly root: string;
  /** Where they are unpacked. */
  readonly tasksFolder: string;
  /** What a function needs to speak to the local AWS: region, endpoint and its role's credentials. */
  readonly accessOf: (definition: FunctionDefinition) => Readonly<Record<string, string>>;
  readonly onInvoked?: OnInvoked;
  readonly onOutput: (functionName: string, line: string, stream: 'stdout' | 'stderr') => void;
}

export interface Lambda {
  readonly invoke: Invoke;
  /** Starts one execution environment for each of these functions, one after the other. */
  readonly warm: (functionNames: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function startLambda(settings: LambdaSettings): Lambda {
  openTasksFolder(settings.tasksFolder);
  const pools = new Map(settings.definitions.map((definition) => [definition.name, openPool(definition, settings)]));
  const poolOf = (name: string): FunctionPool => {
    const pool = pools.get(nameIn(name));
    if (!pool) throw new Error(`There is no function ${name}.`);
    return pool;
  };
  const arns = new Map(settings.definitions.map(({ name, arn }) => [name, arn]));
  const arnOf = (name: string): string => (name.startsWith('arn:') ? name : (arns.get(name) ?? name));

  return {
    invoke: (name, event) => poolOf(name).invoke(JSON.stringify(event) ?? 'null', arnOf(name)),
    warm: async (names) => {
      for (const name of names) await poolOf(name).warm();
    },
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
}

/** Nothing above a task in Lambda says of what kind its modules are; here the package.json of the repository would. */
function openTasksFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
}

function openPool(definition: FunctionDefinition, settings: LambdaSettings): FunctionPool {
  const taskRoot = join(settings.tasksFolder, definition.name);
  unpackBundle(join(settings.root, definition.zip), taskRoot);
  const start = () =>
    startExecutionEnvironment({
      definition,
      variables: {
        ...definition.environment,
        ...runtimeVariables(definition, taskRoot),
        ...settings.accessOf(definition),
      },
      taskRoot,
      onOutput: (line, stream) => settings.onOutput(definition.name, line, stream),
    });
  const onInvoked = (outcome: InvocationOutcome, durationMillis: number) =>
    settings.onInvoked?.(definition.name, outcome, durationMillis);
  return new FunctionPool(start, definition.reservedConcurrency ?? ACCOUNT_CONCURRENCY, onInvoked);
}

/** `arn:aws:lambda:region:account:function:name:alias`, or the name alone. */
const nameIn = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;
