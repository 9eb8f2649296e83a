import { readFileSync } from 'node:fs';

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxAttempts: number;
  readonly MaxDelaySeconds: number;
  readonly JitterStrategy: string;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly ResultPath: string | null;
  readonly Next: string;
}

export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly [member: string]: unknown;
}

export interface Definition {
  readonly QueryLanguage: string;
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

const file = (name: string) => new URL(`../../../statemachine/${name}`, import.meta.url);

/** The text that Terraform deploys, its placeholders still in it. */
export const definitionText = (): string => readFileSync(file('customer-id-submission.asl.json'), 'utf8');

/** The definition with an ARN for each placeholder, as Terraform and the local AWS fill it. */
export function stateMachineDefinition(): Definition {
  const filled = definitionText().replaceAll(
    /\$\{([a-z-]+)\}/g,
    'arn:aws:lambda:eu-central-1:123456789012:function:$1',
  );
  return JSON.parse(filled) as Definition;
}

export const eventSchema = (): object => JSON.parse(readFileSync(file('customer-ids-submitted.schema.json'), 'utf8'));

export const eventExample = (): Record<string, unknown> =>
  JSON.parse(readFileSync(file('customer-ids-submitted.example.json'), 'utf8'));

export function taskStates(): readonly (readonly [name: string, state: State])[] {
  return Object.entries(stateMachineDefinition().States).filter(([, state]) => state.Type === 'Task');
}
