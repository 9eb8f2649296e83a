import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Command, emptyState, readCommands, respond, type State } from '#support/functions/api-model.ts';
import { ApiUnderTest } from '#support/functions/api-under-test.ts';

const text: fc.Arbitrary<string> = fc.constantFrom('CUST-1', 'cust-1', 'CUST-2', 'Cust-2', 'CUST-3');
const texts = fc.array(text, { minLength: 1, maxLength: 3 });
const submitted = fc.array(fc.oneof({ arbitrary: text, weight: 9 }, { arbitrary: fc.constant('bad id!'), weight: 1 }), {
  minLength: 1,
  maxLength: 3,
});
const version = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 2 });
const key = fc.option(fc.constantFrom('key-1', 'key-2'), { nil: undefined, freq: 2 });
const kind = <Kind extends string>(name: Kind) => fc.constant(name);
/** Picks one of the earlier submissions or events. */
const nth = fc.nat(9);

const commands = fc.oneof(
  fc.record({ kind: kind('put'), id: text, mustBeNew: fc.boolean() }),
  fc.record({ kind: kind('delete'), id: text, version }),
  fc.record({ kind: kind('get'), id: text, version }),
  fc.record({ kind: kind('list') }),
  fc.record({ kind: kind('look-up'), ids: texts }),
  fc.record({ kind: kind('submit'), nth, action: kind('add'), ids: submitted, key }),
  fc.record({ kind: kind('submit'), nth, action: kind('delete'), ids: submitted, key }),
  fc.record({ kind: kind('submit'), nth, action: kind('delete'), ids: submitted, key, addedBy: nth }),
  fc.record({ kind: kind('read'), nth }),
  fc.record({ kind: kind('retry'), nth }),
  fc.record({ kind: kind('deliver'), nth }),
  fc.record({ kind: kind('deliver'), nth }),
);

const steps = fc.array(
  fc.record({
    command: commands,
    access: fc.constantFrom('write', 'write', 'write', 'write', 'read'),
    response: fc.constantFrom('received', 'received', 'received', 'received', 'received', 'lost', 'request lost'),
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
);
type Drawn = typeof steps extends fc.Arbitrary<(infer Value)[]> ? Value : never;

const numRuns = Number(process.env['API_MODEL_RUNS'] ?? 800);

describe('the API', () => {
  it('answers as its document says after any commands, repeated events and lost responses', async () => {
    const counts = new Map<string, number>();
    const property = fc.asyncProperty(steps, (drawn) => followModel(drawn, counts));
    const seed = process.env['FC_SEED'];
    await fc.assert(property, { numRuns, ...(seed ? { seed: Number(seed) } : {}) });
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const rare = expectedKinds.filter((name) => (counts.get(name) ?? 0) < total / 100);
    expect(rare, `of ${total} steps: ${JSON.stringify([...counts])}`).to.deep.equal([]);
  });
});

const expectedKinds = [
  ...['put', 'put if new', 'delete', 'delete if version', 'get', 'get if version', 'list', 'look-up', 'undo'],
  ...['submit add', 'submit add with key', 'submit delete', 'submit delete with key', 'read', 'retry', 'deliver'],
  ...['deliver again', 'read-only client', 'lost'],
];

/** Ends with reads, so that each state that was possible is compared with the actual one. */
async function followModel(drawn: readonly Drawn[], counts: Map<string, number>): Promise<void> {
  const api = new ApiUnderTest();
  const sent: Command[] = [];
  let possible: readonly State[] = [emptyState];
  for (const step of [...drawn, ...finalReads]) {
    const command = toCommand(step.command, sent.filter(({ kind: name }) => name === 'submit').length, api.published());
    if (!command) continue;
    const response = command.kind === 'deliver' ? 'received' : step.response;
    possible = await observe(api, possible, command, { ...step, response });
    if (!finalReads.includes(step)) countUp(counts, response, command, step.access, sent);
    sent.push(command);
  }
}

/** Sends the command and returns the states that agree with what the client saw. */
async function observe(
  api: ApiUnderTest,
  before: readonly State[],
  command: Command,
  { access, response }: Omit<Drawn, 'command'>,
): Promise<readonly State[]> {
  const answer = response === 'request lost' ? undefined : await api.run(command, access);
  const possible = nextStates(before, command, access, response === 'received' ? answer : undefined);
  expect(possible, `${JSON.stringify(command)} (${access}): ${answer}`).to.not.be.empty;
  return possible;
}

function countUp(
  counts: Map<string, number>,
  response: Drawn['response'],
  ...[command, access, sent]: Parameters<typeof nameOf>
): void {
  const name = response === 'received' ? nameOf(command, access, sent) : 'lost';
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

const finalReads = ['CUST-1', 'CUST-2', 'CUST-3'].map((id): Drawn => {
  return { command: { kind: 'get', id, version: undefined }, access: 'write', response: 'received' };
});

/** The states that agree with the answer. Without an answer, the command may have been executed or not. */
function nextStates(possible: readonly State[], command: Command, access: string, answer: string | undefined) {
  const next = possible.flatMap((state) => {
    const isDenied = access === 'read' && !readCommands.includes(command.kind);
    const [after, expected] = isDenied ? ([state, '403'] as const) : respond(state, command);
    if (answer === undefined) return [state, after];
    return expected === answer ? [after] : [];
  });
  return [...new Map(next.map((state) => [JSON.stringify(state), state])).values()];
}

/** Undefined if there is no event to deliver yet. */
function toCommand(picked: Drawn['command'], submissions: number, published: readonly number[]): Command | undefined {
  const earlier = (number: number): number => (submissions === 0 ? 0 : number % submissions);
  switch (picked.kind) {
    case 'deliver': {
      const event = published[picked.nth % published.length];
      return event === undefined ? undefined : { kind: 'deliver', nth: event };
    }
    case 'read':
    case 'retry':
      return { kind: picked.kind, nth: earlier(picked.nth) };
    case 'submit': {
      const addedBy = 'addedBy' in picked && submissions > 0 ? earlier(picked.addedBy) : undefined;
      return { ...picked, nth: submissions, addedBy };
    }
    default:
      return picked;
  }
}

function nameOf(command: Command, access: string, sent: readonly Command[]): string {
  if (access === 'read' && !readCommands.includes(command.kind)) return 'read-only client';
  if (command.kind === 'submit') return nameOfSubmit(command);
  if (command.kind === 'deliver' && wasDelivered(command.nth, sent)) return 'deliver again';
  if (command.kind === 'put' && command.mustBeNew) return 'put if new';
  return 'version' in command && command.version !== undefined ? `${command.kind} if version` : command.kind;
}

function wasDelivered(event: number, sent: readonly Command[]): boolean {
  return sent.some((command) => command.kind === 'deliver' && command.nth === event);
}

function nameOfSubmit({ action, key: chosen, addedBy }: Extract<Command, { kind: 'submit' }>): string {
  if (addedBy !== undefined) return 'undo';
  return `submit ${action}${chosen === undefined ? '' : ' with key'}`;
}
