/** The parts of dynalite that the store process uses; the package has no types. */
declare module 'dynalite/db/index.js' {
  import type { Readable } from 'node:stream';

  export type Item = Readonly<Record<string, unknown>>;
  export type Done<Value = void> = (error: Error | null | undefined, value?: Value) => void;

  /** Errors with a `statusCode` are DynamoDB's response; any other error comes from the storage. */
  export interface ActionError extends Error {
    readonly statusCode?: number;
    readonly body?: Record<string, unknown>;
  }

  export interface TextEncodings {
    readonly keyEncoding: 'utf8';
    readonly valueEncoding: 'utf8';
  }

  /** LevelDB's own methods, with which dynalite's are replaced. */
  export interface Level {
    get: (key: string, options: TextEncodings) => Promise<string | undefined>;
    batch: (changes: readonly object[], options: TextEncodings & { readonly sync: boolean }) => Promise<void>;
    iterator: (range: object) => AsyncIterable<readonly [key: string, value: string]>;
    open: () => Promise<void>;
    close: () => Promise<void>;
  }

  /** As dynalite calls it. */
  export interface Rows {
    get: (key: string, done: Done<unknown>) => void;
    put: (key: string, value: unknown, done: Done) => void;
    del: (key: string, done: Done) => void;
    createValueStream: (range: object) => Readable;
  }

  export interface TableRecord {
    readonly TableStatus?: string;
    readonly TableArn?: string;
    readonly AttributeDefinitions?: unknown;
    readonly GlobalSecondaryIndexes?: readonly Item[];
  }

  export interface Store {
    readonly db: Level;
    readonly getItemDb: (table: string) => Rows;
    readonly tableDb: {
      get: (name: string, done: Done<TableRecord>) => void;
      put: (name: string, record: TableRecord, done: Done) => void;
      del: (name: string, done: Done) => void;
    };
  }

  interface Database {
    create: (options: { readonly path: string; readonly createTableMs: number }) => Store;
    checkConditional: (input: Item, item: Item | undefined) => ActionError | null | undefined;
    validationError: (message: string) => ActionError;
  }

  const database: Database;
  export default database;
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from 'dynalite/db/index.js';

  export type Types = Record<string, unknown>;

  interface Validations {
    checkTypes: (input: unknown, types: Types) => Record<string, unknown>;
    checkValidations: (input: unknown, types: Types, custom: unknown, store: Store) => void;
  }

  const validations: Validations;
  export default validations;
}
