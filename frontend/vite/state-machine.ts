/** The parts of an Amazon States Language definition that the graph uses. */
export type State = {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly Choice[];
  readonly Catch?: readonly { readonly Next: string }[];
};

type Choice = { readonly Next: string; readonly And?: readonly Condition[] };

type Condition = { readonly Variable: string; readonly StringEquals?: string };

export type StateMachine = { readonly StartAt: string; readonly States: Readonly<Record<string, State>> };

export type Transition = { readonly from: string; readonly to: string; readonly kind: 'next' | 'otherwise' | 'error' };

function listTransitions([from, state]: readonly [string, State]): Transition[] {
  const next = [...(state.Next ? [state.Next] : []), ...(state.Choices ?? []).map((choice) => choice.Next)];
  return [
    ...next.map((to) => ({ from, to, kind: 'next' as const })),
    ...(state.Default ? [{ from, to: state.Default, kind: 'otherwise' as const }] : []),
    ...(state.Catch ?? []).map((caught) => ({ from, to: caught.Next, kind: 'error' as const })),
  ];
}

/** One transition per pair of states, preferring `next` over `otherwise` and `error`. */
export function transitions(machine: StateMachine): readonly Transition[] {
  const byPair = new Map<string, Transition>();
  for (const transition of Object.entries(machine.States).flatMap(listTransitions)) {
    const pair = JSON.stringify([transition.from, transition.to]);
    if (!byPair.has(pair)) byPair.set(pair, transition);
  }
  return [...byPair.values()];
}

const requiresOther = (action: string, { And = [] }: Choice): boolean =>
  And.some(({ Variable, StringEquals }) => Variable === '$.action' && StringEquals !== action);

/** Only the states that a submission with this action can reach. */
export function selectAction({ StartAt, States }: StateMachine, action: string): StateMachine {
  const branched = Object.entries(States).map(([name, state]): [string, State] => {
    const { Choices } = state;
    return [name, Choices ? { ...state, Choices: Choices.filter((choice) => !requiresOther(action, choice)) } : state];
  });
  const all = transitions({ StartAt, States: Object.fromEntries(branched) });
  const reached = new Set([StartAt]);
  for (const name of reached) for (const { from, to } of all) if (from === name) reached.add(to);
  return { StartAt, States: Object.fromEntries(branched.filter(([name]) => reached.has(name))) };
}

/** The longest path without a failure: the main row of the graph. */
export function mainPath(machine: StateMachine): readonly string[] {
  const all = transitions(machine).filter(({ kind }) => kind !== 'error');
  const longestFrom = (name: string, visited: readonly string[]): readonly string[] => {
    const onward = all.filter(({ from, to }) => from === name && !visited.includes(to));
    const tails = onward.map(({ to }) => longestFrom(to, [...visited, to]));
    const longest = tails.reduce((best, tail) => (tail.length > best.length ? tail : best), []);
    return [name, ...longest];
  };
  return longestFrom(machine.StartAt, [machine.StartAt]);
}
