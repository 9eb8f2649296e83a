import { StartError } from './start-error.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads an untyped object. Throws a StartError that names a missing or mistyped member. */
export class JsonReader {
  readonly fields: Fields;
  readonly #where: string;

  constructor(value: unknown, where: string) {
    if (!isFields(value)) throw new StartError(`${where} is not an object.`);
    this.fields = value;
    this.#where = where;
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined && this.fields[name] !== null;
  }

  text(name: string, fallback?: string): string {
    const value = this.#member(name, fallback);
    return typeof value === 'string' ? value : this.#fail(name, 'a string');
  }

  number(name: string, fallback?: number): number {
    const value = this.#member(name, fallback);
    return typeof value === 'number' ? value : this.#fail(name, 'a number');
  }

  flag(name: string, fallback?: boolean): boolean {
    const value = this.#member(name, fallback);
    return typeof value === 'boolean' ? value : this.#fail(name, 'a boolean');
  }

  textList(name: string): readonly string[] {
    const value = this.#member(name, undefined);
    return Array.isArray(value) ? value.map(String) : this.#fail(name, 'a list');
  }

  record(name: string, fallback?: Fields): JsonReader {
    return new JsonReader(this.#member(name, fallback), `${this.#where}: "${name}"`);
  }

  /** A Terraform block is a list, empty if the block is absent. */
  blocks(name: string): readonly JsonReader[] {
    const value = this.#member(name, []);
    if (!Array.isArray(value)) return this.#fail(name, 'a list');
    return value.map((item, index) => new JsonReader(item, `${this.#where}: "${name}[${index}]"`));
  }

  block(name: string): JsonReader | undefined {
    return this.blocks(name)[0];
  }

  entries(): readonly (readonly [string, JsonReader])[] {
    return Object.keys(this.fields).map((name) => [name, this.record(name)] as const);
  }

  texts(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.keys(this.fields).map((name) => [name, this.text(name)]));
  }

  #member(name: string, fallback: unknown): unknown {
    const value = (Object.hasOwn(this.fields, name) ? this.fields[name] : undefined) ?? fallback;
    if (value === undefined) throw new StartError(`${this.#where}: "${name}" is missing.`);
    return value;
  }

  #fail(name: string, wanted: string): never {
    throw new StartError(`${this.#where}: "${name}" is not ${wanted}.`);
  }
}
