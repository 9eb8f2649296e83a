/** A validated state machine that uses only supported features. */
export interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly definition: Fields;
  readonly startAt: string;
  readonly timeoutSeconds: number | undefined;
  readonly states: ReadonlyMap<string, State>;
}

export interface State {
  readonly name: string;
  readonly type: string;
  readonly fields: Fields;
  /** Only for a Task. */
  readonly functionArn: string | undefined;
  readonly timeoutSeconds: number | undefined;
}

export type Fields = Readonly<Record<string, unknown>>;

/** An `aws_sfn_state_machine` with its decoded definition. */
export interface MachineDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly definition: unknown;
}

const supportedTypes: readonly unknown[] = ['Task', 'Choice', 'Pass', 'Wait', 'Succeed', 'Fail'];
/** Fields that the interpreter would silently ignore. */
const unsupportedFields = [
  'Assign',
  'Arguments',
  'Output',
  'Credentials',
  'HeartbeatSeconds',
  'HeartbeatSecondsPath',
  'TimeoutSecondsPath',
];
/** The parts of the context object that are available when states run one at a time. */
const supportedContext = [
  '$$.Execution.Id',
  '$$.Execution.Name',
  '$$.StateMachine.Id',
  '$$.StateMachine.Name',
  '$$.State.Name',
];

/** Throws an error that names the state machine, the state and the unsupported feature. */
export function parseMachine(
  { name, arn, roleArn, definition }: MachineDefinition,
  functionNames: readonly string[],
): Machine {
  const reject: Reject = (what) => {
    throw new Error(`State machine ${name}: ${what}`);
  };
  const fields = isFields(definition) ? definition : reject('the definition is not an object.');
  rejectJsonata(fields, 'the definition', reject);
  rejectUnknownContext(fields, reject);
  const states = isFields(fields['States']) ? fields['States'] : reject('the definition has no States.');
  const parsed = Object.entries(states).map(([state, value]) => parseState(state, value, functionNames, reject));
  const byName = new Map(parsed.map((state) => [state.name, state]));
  for (const state of parsed) rejectInvalidTransitions(state, byName, reject);
  const startAt = fields['StartAt'];
  if (typeof startAt !== 'string' || !byName.has(startAt))
    return reject('StartAt refers to a state that does not exist.');
  return {
    name,
    arn,
    roleArn,
    definition: fields,
    startAt,
    timeoutSeconds: readTimeoutSeconds(fields),
    states: byName,
  };
}

type Reject = (what: string) => never;

function parseState(name: string, value: unknown, functionNames: readonly string[], reject: Reject): State {
  const fields = isFields(value) ? value : reject(`state ${name} is not an object.`);
  rejectJsonata(fields, `state ${name}`, reject);
  const type = fields['Type'];
  if (typeof type !== 'string' || !supportedTypes.includes(type)) {
    return reject(`state ${name}: the type ${String(type)} is not emulated.`);
  }
  const field = unsupportedFields.find((name) => name in fields);
  if (field) return reject(`state ${name}: ${field} is not emulated.`);
  rejectUnsupportedErrors(name, fields, reject);
  const functionArn = type === 'Task' ? readFunctionArn(name, fields, functionNames, reject) : undefined;
  return { name, type, fields, functionArn, timeoutSeconds: readTimeoutSeconds(fields) };
}

/** A Task must invoke a function of the stack. */
function readFunctionArn(name: string, fields: Fields, functionNames: readonly string[], reject: Reject): string {
  const resource = String(fields['Resource']);
  const [, , service, , , kind, functionName = ''] = resource.split(':');
  if (service !== 'lambda' || kind !== 'function') {
    return reject(`state ${name}: the resource ${resource} is not emulated; use the ARN of a function.`);
  }
  if (!functionNames.includes(functionName)) {
    return reject(`state ${name}: the function ${functionName} is not in the stack.`);
  }
  return resource;
}

function rejectJsonata(fields: Fields, what: string, reject: Reject): void {
  const language = fields['QueryLanguage'] ?? 'JSONPath';
  if (language !== 'JSONPath') reject(`${what} uses ${String(language)}; only JSONPath is emulated.`);
}

function rejectUnknownContext(fields: Fields, reject: Reject): void {
  const used = JSON.stringify(fields).match(/\$\$[\w.]*/g) ?? [];
  const unknown = used.find((path) => !supportedContext.includes(path));
  if (unknown)
    reject(`${unknown} of the context object is not emulated; supported are ${supportedContext.join(', ')}.`);
}

/** AWS requires States.ALL to be the only error. The interpreter, unlike AWS, matches timeouts with States.TaskFailed. */
function rejectUnsupportedErrors(name: string, fields: Fields, reject: Reject): void {
  const handlers = [fields['Retry'] ?? [], fields['Catch'] ?? []].flat().filter(isFields);
  for (const errors of handlers.map((handler) => [handler['ErrorEquals']].flat())) {
    if (errors.includes('States.ALL') && errors.length > 1)
      reject(`state ${name}: States.ALL must be the only error of a Retry or Catch.`);
    if (errors.includes('States.TaskFailed')) reject(`state ${name}: States.TaskFailed is not emulated.`);
  }
}

/** A state that transitions to itself would run as a single step, so its repetitions would not be persisted. */
function rejectInvalidTransitions(state: State, states: ReadonlyMap<string, State>, reject: Reject): void {
  for (const next of listTransitions(state.fields)) {
    if (!states.has(next)) reject(`state ${state.name}: the next state ${next} does not exist.`);
    if (next === state.name) reject(`state ${next}: a transition to itself is not emulated.`);
  }
}

function listTransitions(fields: Fields): readonly string[] {
  const branches = [fields['Choices'] ?? [], fields['Catch'] ?? []].flat().filter(isFields);
  const targets = [fields['Next'], fields['Default'], ...branches.map((branch) => branch['Next'])];
  return targets.filter((target) => typeof target === 'string');
}

function readTimeoutSeconds(fields: Fields): number | undefined {
  const seconds = fields['TimeoutSeconds'];
  return typeof seconds === 'number' ? seconds : undefined;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
