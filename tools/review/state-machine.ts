// Describes the states of the workflow in execution order.
import { type Fields, fieldsOf, isFields, listOf, textsOf } from '#tools/lib/json.ts';
import { codes, wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';
import type { Facts } from './section.ts';

export function describeStateMachine({ type }: Pick<PlannedResource, 'type'>, values: Fields): readonly Facts[] {
  if (type !== 'aws_sfn_state_machine') return [];
  const { name, definition } = values;
  if (!isFields(definition)) return [{ subject: wholeCode(name), sentences: [wholeCode(definition)] }];
  const states = fieldsOf(definition['States']);
  const sentences = inOrder(String(definition['StartAt']), states).map((state) =>
    describe(state, fieldsOf(states[state])),
  );
  return [{ subject: `${wholeCode(name)} starts at ${wholeCode(definition['StartAt'])}`, sentences }];
}

/** First the states of the main path, then those reached by errors, then unreachable ones. */
function inOrder(start: string, states: Fields): readonly string[] {
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name) || !(name in states)) return;
    visited.add(name);
    for (const next of listNext(fieldsOf(states[name]))) visit(next);
  };
  visit(start);
  for (const name of [...visited]) for (const caught of listCatches(fieldsOf(states[name]))) visit(caught.next);
  return [...visited, ...Object.keys(states).filter((name) => !visited.has(name))];
}

const listNext = (state: Fields): readonly string[] => [
  ...listOf(state['Choices']).map((choice) => String(fieldsOf(choice)['Next'])),
  ...textsOf(state['Next']),
  ...textsOf(state['Default']),
];

const listCatches = (state: Fields): readonly { readonly errors: readonly string[]; readonly next: string }[] =>
  listOf(state['Catch']).map((caught) => {
    const { ErrorEquals, Next } = fieldsOf(caught);
    return { errors: textsOf(ErrorEquals), next: String(Next) };
  });

function describe(name: string, state: Fields): string {
  const attempts = listOf(state['Retry']).map((retry) => Number(fieldsOf(retry)['MaxAttempts'] ?? 3));
  const parts = [
    state['Resource'] === undefined ? `is a ${state['Type']} state` : `calls ${wholeCode(state['Resource'])}`,
    ...(attempts.length > 0 ? [`retries up to ${Math.max(...attempts)} times`] : []),
    ...listCatches(state).map(({ errors, next }) => `on ${codes(errors)} goes to ${wholeCode(next)}`),
    ...describeChoices(state),
    ...textsOf(state['Next']).map((next) => `then ${wholeCode(next)}`),
    ...(state['End'] === true ? ['then ends'] : []),
  ];
  return `${wholeCode(name)} ${parts.join('; ')}`;
}

function describeChoices(state: Fields): readonly string[] {
  const choices = listOf(state['Choices']).map((choice) => {
    const { Next, ...condition } = fieldsOf(choice);
    return `if ${wholeCode(condition)} then ${wholeCode(Next)}`;
  });
  return [...choices, ...textsOf(state['Default']).map((next) => `else ${wholeCode(next)}`)];
}
