import type { Expression, Operator } from './parse-expression.ts';

/** One value per period, oldest first; undefined where data is missing. */
export type Series = readonly (number | undefined)[];

type Value =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'series'; readonly values: Series }
  | { readonly kind: 'set'; readonly all: readonly Series[] };

export type SeriesById = ReadonlyMap<string, Series>;

/** Throws a SyntaxError for unsupported expressions. */
export function evaluateExpression(expression: Expression, metrics: SeriesById): Series {
  const value = evaluate(expression, metrics);
  if (value.kind === 'series') return value.values;
  throw new SyntaxError('The expression does not return exactly one series.');
}

function evaluate(expression: Expression, metrics: SeriesById): Value {
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'metric': {
      const values = metrics.get(expression.id);
      if (values === undefined) throw new SyntaxError(`There is no metric with the ID "${expression.id}".`);
      return { kind: 'series', values };
    }
    case 'operation': {
      const [left, right] = expression.parts.map((part) => evaluate(part, metrics));
      return combinePoints([left, right], ([a = 0, b = 0]) => calculate(expression.operator, a, b));
    }
    case 'call':
      return call(expression.name, expression.parts, metrics);
  }
}

function call(name: string, parts: readonly Expression[], metrics: SeriesById): Value {
  const values = parts.map((part) => evaluate(part, metrics));
  const [first, second] = values;
  if (name === 'METRICS' && values.length === 0) return { kind: 'set', all: [...metrics.values()] };
  if (name === 'IF' && values.length === 3) {
    return combinePoints(values, ([condition, then, otherwise]) => (condition === 0 ? otherwise : then));
  }
  if (name === 'FILL' && first && second?.kind === 'number' && values.length === 2) return fill(first, second.value);
  if (name === 'SUM' && first?.kind === 'set' && values.length === 1) return { kind: 'series', values: sum(first.all) };
  throw new SyntaxError(`${name} with ${parts.length} arguments of these types is not emulated.`);
}

/** The result is missing wherever an operand is. */
function combinePoints(
  operands: readonly (Value | undefined)[],
  combine: (points: readonly number[]) => number | undefined,
): Value {
  const series = operands.map(toSeries);
  const periods = Math.max(...series.map((values) => values.length));
  const values = Array.from({ length: periods }, (_, period) => {
    const points = series.map((all) => all[period % all.length]);
    return points.every((point) => point !== undefined) ? combine(points) : undefined;
  });
  const [value] = values;
  const isNumber = value !== undefined && operands.every((operand) => operand?.kind === 'number');
  return isNumber ? { kind: 'number', value } : { kind: 'series', values };
}

/** A number becomes a series of one value, which is repeated for every period. */
function toSeries(value: Value | undefined): Series {
  if (value?.kind === 'number') return [value.value];
  if (value?.kind === 'series') return value.values;
  throw new SyntaxError('Operands must be series or numbers.');
}

function calculate(operator: Operator, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : a / b;
    case '<':
      return Number(a < b);
    case '<=':
      return Number(a <= b);
    case '>':
      return Number(a > b);
    case '>=':
      return Number(a >= b);
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
  }
}

function fill(value: Value, fillValue: number): Value {
  const filled = (values: Series): Series => values.map((point) => point ?? fillValue);
  if (value.kind === 'set') return { kind: 'set', all: value.all.map(filled) };
  return { kind: 'series', values: filled(toSeries(value)) };
}

/** Skips missing values. */
function sum(all: readonly Series[]): Series {
  const periods = Math.max(0, ...all.map((values) => values.length));
  return Array.from({ length: periods }, (_, period) => {
    const points = all.map((values) => values[period]).filter((point) => point !== undefined);
    return points.length === 0 ? undefined : points.reduce((total, point) => total + point, 0);
  });
}
