/**
 * Explores every interleaving of a repeated event with requests of other clients, including lost responses, delayed
 * writes and duplicate deliveries, and checks the invariants in each reachable state.
 */
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CustomerIdRow, ExpectedVersion } from '#domain/customer-id-row.ts';
import { allTokens } from '#domain/customer-id-row.ts';
import { type Decision, decideAddition, decideRemoval } from '#domain/write-decision.ts';
import { at, byApi, bySubmission, customerId } from '#support/functions/values.ts';

interface Message {
  readonly row: CustomerIdRow;
  readonly expectedVersion: ExpectedVersion;
}

/** One delivery of the event under test. */
interface Delivery {
  readonly phase: 'deciding' | 'looking' | 'added' | 'existing' | 'gave up';
  readonly met?: CustomerIdRow | undefined;
  readonly round: number;
}

interface State {
  readonly row?: CustomerIdRow | undefined;
  readonly late: readonly Message[];
  readonly deliveries: readonly Delivery[];
  readonly deletesLeft: number;
  readonly putsLeft: number;
  /** Number of times the event changed the row. */
  readonly effects: number;
}

interface Rule {
  readonly accepts: (row: CustomerIdRow | undefined, message: Message) => boolean;
  readonly afterDelete: (row: CustomerIdRow) => CustomerIdRow;
  readonly retentionDays: number;
}

const id = customerId('CUST-001');
const event = { id, origin: bySubmission('01KDVDNJ00ABCDEFGHJKMNPQRS'), at: at(0) };
const isOfEvent = ({ row }: Message) => row.history.at(-1)?.token === event.origin.token;

const rule: Rule = {
  accepts: (row, { expectedVersion }) => (row?.version ?? 'absent') === expectedVersion,
  afterDelete: (row) => row,
  retentionDays: 30,
};

function deliver(state: State, message: Message, { accepts }: Rule): State | undefined {
  if (!accepts(state.row, message)) return undefined;
  return { ...state, row: message.row, effects: state.effects + (isOfEvent(message) ? 1 : 0) };
}

function foreign(state: State, decision: Decision<unknown>, change: Partial<State>): State[] {
  return decision.kind === 'write' ? [{ ...state, ...change, row: decision.row }] : [];
}

function foreignSteps(state: State, { afterDelete, retentionDays }: Rule): State[] {
  const { row, deletesLeft, putsLeft } = state;
  const removal = { id, origin: byApi(`delete-${deletesLeft}`), at: at(1), retentionDays };
  const addition = { id, origin: byApi(`put-${putsLeft}`), at: at(1) };
  const deletes = deletesLeft > 0 ? foreign(state, decideRemoval(removal, row), { deletesLeft: deletesLeft - 1 }) : [];
  const puts = putsLeft > 0 ? foreign(state, decideAddition(addition, row), { putsLeft: putsLeft - 1 }) : [];
  return [...deletes.map((next) => ({ ...next, row: next.row && afterDelete(next.row) })), ...puts];
}

function withDelivery(state: State, index: number, delivery: Delivery): State {
  return { ...state, deliveries: state.deliveries.with(index, delivery) };
}

function deliverySteps(state: State, index: number, rule: Rule): State[] {
  const delivery = state.deliveries[index];
  if (delivery?.phase === 'looking') {
    return [withDelivery(state, index, { phase: 'deciding', met: state.row, round: delivery.round })];
  }
  if (delivery?.phase !== 'deciding') return [];
  const decision = decideAddition(event, delivery.met);
  if (decision.kind === 'return') return [withDelivery(state, index, { ...delivery, phase: decision.value.outcome })];
  if (delivery.round === 3) return [withDelivery(state, index, { ...delivery, phase: 'gave up' })];
  return writeSteps(
    state,
    index,
    { row: decision.row, expectedVersion: decision.expectedVersion },
    { ...delivery, round: delivery.round + 1 },
    rule,
  );
}

/** The write succeeds; or succeeds with a lost response; or is lost; or is delayed. */
function writeSteps(state: State, index: number, message: Message, delivery: Delivery, rule: Rule): State[] {
  const looking: Delivery = { phase: 'looking', round: delivery.round };
  const unanswered = [
    withDelivery(state, index, looking),
    withDelivery({ ...state, late: [...state.late, message] }, index, looking),
  ];
  const written = deliver(state, message, rule);
  if (!written) return [withDelivery(state, index, { ...delivery, met: state.row }), ...unanswered];
  return [
    withDelivery(written, index, { ...delivery, phase: 'added' }),
    withDelivery(written, index, looking),
    ...unanswered,
  ];
}

function lateSteps(state: State, rule: Rule): State[] {
  return state.late.map((message, index) => {
    const rest = { ...state, late: state.late.toSpliced(index, 1) };
    return deliver(rest, message, rule) ?? rest;
  });
}

function violation(state: State): string | undefined {
  if (state.effects > 1) return 'one event changed the row twice';
  const said = state.deliveries.map(({ phase }) => phase);
  if (said.includes('added') && state.effects !== 1) return 'added was answered, and nothing was';
  const isQuiet = state.late.length === 0 && said.every((phase) => phase === 'existing');
  return isQuiet && state.effects > 0 ? 'existing was answered by everyone, and yet it was added' : undefined;
}

/** Identifies a row by version, state and tokens, the only fields the decision reads. */
function keyOf({ row, late, deliveries, ...rest }: State): string {
  const known = (met: CustomerIdRow | undefined) => met && [met.version, met.state, ...allTokens(met)];
  const messages = late.map((message) => JSON.stringify([message.expectedVersion, known(message.row)])).sort();
  const phases = deliveries.map(({ phase, met, round }) => JSON.stringify([phase, round, known(met)])).sort();
  return JSON.stringify([known(row), messages, phases, rest]);
}

/** Visits every state once and stops at the first violation. */
function explore(rule: Rule) {
  const first: Delivery = { phase: 'deciding', round: 0 };
  const open: State[] = [{ late: [], deliveries: [first, first], deletesLeft: 2, putsLeft: 1, effects: 0 }];
  const seen = new Set<string>();
  for (let state = open.pop(); state; state = open.pop()) {
    const key = keyOf(state);
    if (seen.has(key)) continue;
    seen.add(key);
    const fault = violation(state);
    if (fault) return { states: seen.size, fault };
    open.push(...foreignSteps(state, rule), ...lateSteps(state, rule), ...stepsOfDeliveries(state, rule));
  }
  return { states: seen.size, fault: undefined };
}

function stepsOfDeliveries(state: State, rule: Rule): State[] {
  return state.deliveries.flatMap((_delivery, index) => deliverySteps(state, index, rule));
}

describe('compare-and-set writes in every interleaving', () => {
  it('applies an event at most once and reports the actual outcome', () => {
    const { states, fault } = explore(rule);

    expect(fault).to.equal(undefined);
    expect(states).to.be.above(5_000);
  });

  it('applies an event at most once when deletes purge the history', () => {
    expect(explore({ ...rule, retentionDays: 0 }).fault).to.equal(undefined);
  });

  it('would apply an event twice if a known token were accepted as a precondition', () => {
    const accepts: Rule['accepts'] = (row, message) =>
      rule.accepts(row, message) || (row !== undefined && allTokens(row).includes(event.origin.token));

    expect(explore({ ...rule, accepts }).fault).to.equal('one event changed the row twice');
  });

  it('would apply an event twice if tombstones dropped their tokens', () => {
    const afterDelete = (row: CustomerIdRow): CustomerIdRow => ({ ...row, history: [], tokens: [] });

    expect(explore({ ...rule, afterDelete }).fault).to.equal('one event changed the row twice');
  });

  it('would report a wrong outcome if a delete removed the row', () => {
    const accepts: Rule['accepts'] = (row, message) =>
      row?.state === 'deleted' ? message.expectedVersion === 'absent' : rule.accepts(row, message);

    expect(explore({ ...rule, accepts }).fault).to.be.a('string');
  });
});
