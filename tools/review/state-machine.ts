// The workflow's states, in the order in which a submission meets them.
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

/** Every state: first the way without errors, then what only an error leads to, then what nothing leads to. */
function inOrder(start: string, states: Fields): readonly string[] {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name) || !(name in states)) return;
    seen.add(name);
    for (const next of nextOf(fieldsOf(states[name]))) visit(next);
  };
  visit(start);
  for (const name of [...seen]) for (const caught of catchesOf(fieldsOf(states[name]))) visit(caught.next);
  return [...seen, ...Object.keys(states).filter((name) => !seen.has(name))];
}

const nextOf = (state: Fields): readonly string[] => [
  ...listOf(state['Choices']).map((choice) => String(fieldsOf(choice)['Next'])),
  ...textsOf(state['Next']),
  ...textsOf(state['Default']),
];

const catchesOf = (state: Fields): readonly { readonly errors: readonly string[]; readonly next: string }[] =>
  listOf(state['Catch']).map((caught) => {
    const { ErrorEquals, Next } = fieldsOf(caught);
    return { errors: textsOf(ErrorEquals), next: String(Next) };
  });

function describe(name: string, state: Fields): string {
  const attempts = listOf(state['Retry']).map((retry) => Number(fieldsOf(retry)['MaxAttempts'] ?? 3));
  const parts = [
    state['Resource'] === undefined ? `is a ${state['Type']} state` : `calls ${wholeCode(state['Resource'])}`,
    ...(attempts.length > 0 ? [`tries again up to ${Math.max(...attempts)} times`] : []),
    ...catchesOf(state).map(({ errors, next }) => `on ${codes(errors)} goes to ${wholeCode(next)}`),
    ...choicesOf(state),
    ...textsOf(state['Next']).map((next) => `then ${wholeCode(next)}`),
    ...(state['End'] === true ? ['then ends'] : []),
  ];
  return `${wholeCode(name)} ${parts.join('; ')}`;
}

function choicesOf(state: Fields): readonly string[] {
  const choices = listOf(state['Choices']).map((choice) => {
    const { Next, ...condition } = fieldsOf(choice);
    return `if ${wholeCode(condition)} then ${wholeCode(Next)}`;
  });
  return [...choices, ...textsOf(state['Default']).map((next) => `else ${wholeCode(next)}`)];
}
