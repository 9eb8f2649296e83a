import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { FunctionPool } from './function-pool.ts';
import type { OnInvoked } from './invocation-metrics.ts';
import type { InvocationOutcome, Invoke, InvokeOrRefuse } from './invoke.ts';
import { PoolResources } from './pool-resources.ts';
import type { RunLimits } from './run-slots.ts';
import { runtimeVariables } from './runtime-variables.ts';
import { unpackBundle } from './unpack-bundle.ts';

// AWS's default account limit. Here it applies per function.
const ACCOUNT_CONCURRENCY = 1000;

export interface LambdaSettings {
  readonly definitions: readonly FunctionDefinition[];
  /** The project root; bundle paths are relative to it. */
  readonly root: string;
  /** Bundles are unpacked into this folder. */
  readonly tasksFolder: string;
  /** Environment variables with region, endpoint and the role's credentials. */
  readonly accessVariables: (definition: FunctionDefinition) => Readonly<Record<string, string>>;
  readonly onInvoked?: OnInvoked;
  readonly onOutput: (functionName: string, line: string, stream: 'stdout' | 'stderr') => void;
  /** By default those of this machine. */
  readonly runLimits?: RunLimits;
}

export interface Lambda {
  readonly invoke: Invoke;
  readonly invokeOrRefuse: InvokeOrRefuse;
  /** Starts one execution environment per function, sequentially. */
  readonly warm: (functionNames: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function startLambda(settings: LambdaSettings): Lambda {
  createTasksFolder(settings.tasksFolder);
  const resources = new PoolResources(settings.runLimits);
  const pools = new Map(
    settings.definitions.map((definition) => [definition.name, createPool(definition, settings, resources)]),
  );
  const getPool = (name: string): FunctionPool => {
    const pool = pools.get(parseFunctionName(name));
    if (!pool) throw new Error(`Function ${name} does not exist.`);
    return pool;
  };
  const arns = new Map(settings.definitions.map(({ name, arn }) => [name, arn]));
  const toArn = (name: string): string => (name.startsWith('arn:') ? name : (arns.get(name) ?? name));

  return {
    invoke: (name, event) => getPool(name).invoke(toText(event), toArn(name)),
    invokeOrRefuse: (name, event) => getPool(name).invokeOrRefuse(toText(event), toArn(name)),
    warm: async (names) => {
      for (const name of names) await getPool(name).warm();
    },
    stop: async () => {
      resources.runSlots.stop();
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
}

const toText = (event: unknown): string => JSON.stringify(event) ?? 'null';

/** Without this package.json, the repository's would make the bundles ES modules. */
function createTasksFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
}

function createPool(definition: FunctionDefinition, settings: LambdaSettings, resources: PoolResources): FunctionPool {
  const taskRoot = join(settings.tasksFolder, definition.name);
  unpackBundle(join(settings.root, definition.zip), taskRoot);
  const start = () =>
    startExecutionEnvironment({
      definition,
      variables: {
        ...definition.environment,
        ...runtimeVariables(definition, taskRoot),
        ...settings.accessVariables(definition),
      },
      taskRoot,
      onOutput: (line, stream) => settings.onOutput(definition.name, line, stream),
    });
  const onInvoked = (outcome: InvocationOutcome, durationMillis: number) =>
    settings.onInvoked?.(definition.name, outcome, durationMillis);
  return new FunctionPool({
    start,
    concurrencyLimit: definition.reservedConcurrency ?? ACCOUNT_CONCURRENCY,
    timeoutMillis: definition.timeoutSeconds * 1000,
    onInvoked,
    resources,
  });
}

/** Accepts `arn:aws:lambda:region:account:function:name[:alias]` or a name. */
const parseFunctionName = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;
