import { type Fields, isFields } from './json.ts';
import { UserError } from './user-error.ts';

/** Reads an object of unknown shape. A missing or mistyped member is reported by its path. */
export class JsonReader {
  readonly fields: Fields;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (!isFields(value)) throw new UserError(`${path} is not an object.`);
    this.fields = value;
    this.#path = path;
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined && this.fields[name] !== null;
  }

  text(name: string): string {
    const value = this.#member(name);
    return typeof value === 'string' ? value : this.#reject(name, 'a string');
  }

  number(name: string): number {
    const value = this.#member(name);
    return typeof value === 'number' ? value : this.#reject(name, 'a number');
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#member(name, fallback);
    return typeof value === 'boolean' ? value : this.#reject(name, 'true or false');
  }

  record(name: string, fallback?: Fields): JsonReader {
    return new JsonReader(this.#member(name, fallback), `${this.#path}: "${name}"`);
  }

  /** Terraform plans a nested block as a list, which is empty when the block is absent. */
  blocks(name: string): readonly JsonReader[] {
    const value = this.#member(name, []);
    if (!Array.isArray(value)) return this.#reject(name, 'a list');
    return value.map((item, index) => new JsonReader(item, `${this.#path}: "${name}[${index}]"`));
  }

  block(name: string): JsonReader | undefined {
    return this.blocks(name)[0];
  }

  entries(): readonly (readonly [string, JsonReader])[] {
    return Object.keys(this.fields).map((name) => [name, this.record(name)] as const);
  }

  #member(name: string, fallback?: unknown): unknown {
    const value = (Object.hasOwn(this.fields, name) ? this.fields[name] : undefined) ?? fallback;
    if (value === undefined) throw new UserError(`${this.#path}: "${name}" is missing.`);
    return value;
  }

  #reject(name: string, expected: string): never {
    throw new UserError(`${this.#path}: "${name}" is not ${expected}.`);
  }
}
