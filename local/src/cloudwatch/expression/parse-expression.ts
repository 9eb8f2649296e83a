/** The subset of metric math that the stack's alarms use. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'metric'; readonly id: string }
  | { readonly kind: 'call'; readonly name: string; readonly parts: readonly Expression[] }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly parts: readonly [Expression, Expression] };

/** Lowest precedence first. */
const operators = [
  ['<', '<=', '>', '>=', '==', '!='],
  ['+', '-'],
  ['*', '/'],
] as const;

export type Operator = (typeof operators)[number][number];

const token = /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z]\w*)|(?<sign><=|>=|==|!=|[-+*/<>(),]))\s*/y;

export function parseExpression(text: string): Expression {
  const parser = new Parser(tokenize(text));
  const expression = parser.operation(0);
  parser.end();
  return expression;
}

class Parser {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  operation(level: number): Expression {
    const choices: readonly Operator[] | undefined = operators[level];
    if (choices === undefined) return this.#term();
    let left = this.operation(level + 1);
    for (;;) {
      const operator = choices.find((choice) => choice === this.#tokens[this.#next]);
      if (operator === undefined) return left;
      this.#next += 1;
      left = { kind: 'operation', operator, parts: [left, this.operation(level + 1)] };
    }
  }

  end(): void {
    const rest = this.#tokens[this.#next];
    if (rest !== undefined) throw new SyntaxError(`Unexpected "${rest}".`);
  }

  #term(): Expression {
    const term = this.#take();
    if (term === '(') {
      const inner = this.operation(0);
      this.#expect(')');
      return inner;
    }
    if (/^\d/.test(term)) return { kind: 'number', value: Number(term) };
    if (!/^[A-Za-z]/.test(term)) throw new SyntaxError(`Unexpected "${term}".`);
    return this.#tokens[this.#next] === '(' ? this.#call(term) : { kind: 'metric', id: term };
  }

  #call(name: string): Expression {
    const parts: Expression[] = [];
    this.#expect('(');
    while (this.#tokens[this.#next] !== ')') {
      if (parts.length > 0) this.#expect(',');
      parts.push(this.operation(0));
    }
    this.#expect(')');
    return { kind: 'call', name, parts };
  }

  #take(): string {
    const taken = this.#tokens[this.#next];
    if (taken === undefined) throw new SyntaxError('Unexpected end of the expression.');
    this.#next += 1;
    return taken;
  }

  #expect(sign: string): void {
    const found = this.#take();
    if (found !== sign) throw new SyntaxError(`Expected "${sign}", found "${found}".`);
  }
}

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const groups = token.exec(text)?.groups;
    const found = groups?.['number'] ?? groups?.['name'] ?? groups?.['sign'];
    if (found === undefined) throw new SyntaxError(`Unexpected "${text.slice(at, at + 10)}".`);
    tokens.push(found);
  }
  return tokens;
}
