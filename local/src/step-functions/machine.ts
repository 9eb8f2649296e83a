/** A state machine of the stack, read and found good: everything in it is emulated. */
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
  /** Of a Task: the function that does it. */
  readonly functionArn: string | undefined;
  readonly timeoutSeconds: number | undefined;
}

export type Fields = Readonly<Record<string, unknown>>;

/** An `aws_sfn_state_machine` of the stack, its definition decoded. */
export interface MachineDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly definition: unknown;
}

const emulatedTypes: readonly unknown[] = ['Task', 'Choice', 'Pass', 'Wait', 'Succeed', 'Fail'];
/** Fields that the interpreter would ignore without a word. */
const refusedFields = [
  'Assign',
  'Arguments',
  'Output',
  'Credentials',
  'HeartbeatSeconds',
  'HeartbeatSecondsPath',
  'TimeoutSecondsPath',
];
/** The interpreter runs one state at a time, so it knows these parts of the context object and no others. */
const knownContext = [
  '$$.Execution.Id',
  '$$.Execution.Name',
  '$$.StateMachine.Id',
  '$$.StateMachine.Name',
  '$$.State.Name',
];

/** Reads a definition, or throws an error that names the machine, the state and what is not emulated. */
export function parseMachine(
  { name, arn, roleArn, definition }: MachineDefinition,
  functionNames: readonly string[],
): Machine {
  const refuse: Refuse = (what) => {
    throw new Error(`State machine ${name}: ${what}`);
  };
  const fields = isFields(definition) ? definition : refuse('its definition is not an object.');
  refuseJsonata(fields, 'it', refuse);
  refuseUnknownContext(fields, refuse);
  const states = isFields(fields['States']) ? fields['States'] : refuse('it has no States.');
  const parsed = Object.entries(states).map(([state, value]) => parseState(state, value, functionNames, refuse));
  const byName = new Map(parsed.map((state) => [state.name, state]));
  for (const state of parsed) refuseDeadEnds(state, byName, refuse);
  const startAt = fields['StartAt'];
  if (typeof startAt !== 'string' || !byName.has(startAt)) return refuse('it starts at a state that is not there.');
  return { name, arn, roleArn, definition: fields, startAt, timeoutSeconds: secondsOf(fields), states: byName };
}

type Refuse = (what: string) => never;

function parseState(name: string, value: unknown, functionNames: readonly string[], refuse: Refuse): State {
  const fields = isFields(value) ? value : refuse(`the state ${name} is not an object.`);
  refuseJsonata(fields, `the state ${name}`, refuse);
  const type = fields['Type'];
  if (typeof type !== 'string' || !emulatedTypes.includes(type)) {
    return refuse(`the state ${name} is of the type ${String(type)}, which is not emulated.`);
  }
  const field = refusedFields.find((refused) => refused in fields);
  if (field) return refuse(`the state ${name} has ${field}, which is not emulated.`);
  refuseCatchAllBesideOthers(name, fields, refuse);
  const functionArn = type === 'Task' ? functionOf(name, fields, functionNames, refuse) : undefined;
  return { name, type, fields, functionArn, timeoutSeconds: secondsOf(fields) };
}

/** Without a function of the stack behind it, a Task would be sent to the real AWS. */
function functionOf(name: string, fields: Fields, functionNames: readonly string[], refuse: Refuse): string {
  const resource = String(fields['Resource']);
  const [, , service, , , kind, functionName = ''] = resource.split(':');
  if (service !== 'lambda' || kind !== 'function') {
    return refuse(`the state ${name} has the resource ${resource}; only the ARN of a function is emulated.`);
  }
  if (!functionNames.includes(functionName)) {
    return refuse(`the state ${name} needs the function ${functionName}, which the stack does not have.`);
  }
  return resource;
}

function refuseJsonata(fields: Fields, what: string, refuse: Refuse): void {
  const language = fields['QueryLanguage'] ?? 'JSONPath';
  if (language !== 'JSONPath') refuse(`${what} is written in ${String(language)}; only JSONPath is emulated.`);
}

function refuseUnknownContext(fields: Fields, refuse: Refuse): void {
  const used = JSON.stringify(fields).match(/\$\$[\w.]*/g) ?? [];
  const unknown = used.find((path) => !knownContext.includes(path));
  if (unknown) refuse(`the context object is emulated for ${knownContext.join(', ')}, not for ${unknown}.`);
}

/** AWS wants States.ALL alone; and the interpreter counts our time-outs as States.TaskFailed, which AWS does not. */
function refuseCatchAllBesideOthers(name: string, fields: Fields, refuse: Refuse): void {
  const handlers = [fields['Retry'] ?? [], fields['Catch'] ?? []].flat().filter(isFields);
  for (const errors of handlers.map((handler) => [handler['ErrorEquals']].flat())) {
    if (errors.includes('States.ALL') && errors.length > 1)
      refuse(`the state ${name} names States.ALL beside other errors.`);
    if (errors.includes('States.TaskFailed'))
      refuse(`the state ${name} names States.TaskFailed, which is not emulated.`);
  }
}

/** A state that comes back to itself would run as one step here, and its journal would miss the rounds. */
function refuseDeadEnds(state: State, states: ReadonlyMap<string, State>, refuse: Refuse): void {
  for (const next of targetsOf(state.fields)) {
    if (!states.has(next)) refuse(`the state ${state.name} leads to ${next}, which is not there.`);
    if (next === state.name) refuse(`the state ${next} leads to itself, which is not emulated.`);
  }
}

function targetsOf(fields: Fields): readonly string[] {
  const branches = [fields['Choices'] ?? [], fields['Catch'] ?? []].flat().filter(isFields);
  const targets = [fields['Next'], fields['Default'], ...branches.map((branch) => branch['Next'])];
  return targets.filter((target) => typeof target === 'string');
}

function secondsOf(fields: Fields): number | undefined {
  const seconds = fields['TimeoutSeconds'];
  return typeof seconds === 'number' ? seconds : undefined;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
