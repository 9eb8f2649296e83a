import { createRequire } from 'node:module';
import dynalite, { type ActionError, type Done, type Store } from 'dynalite/db/index.js';
import validations, { type Types } from 'dynalite/validations/index.js';
import type { StoreResponse } from './store-messages.ts';

/** This folder relies on internals of this version. */
const dynaliteVersion = '4.0.0';

interface Action {
  readonly types: Types;
  readonly custom: unknown;
  readonly run: (store: Store, input: unknown, done: Done<unknown>) => void;
}

/** Rejects only when the storage fails; a client error is a response. */
export type PerformAction = (operation: string, input: unknown) => Promise<StoreResponse>;

const conditionalWrites = ['PutItem', 'UpdateItem', 'DeleteItem'];

/** Bypasses dynalite's HTTP server, which crashes when a client disconnects while sending a body. */
export function createActions(store: Store): PerformAction {
  const load = createRequire(import.meta.url);
  assertVersion(load('dynalite/package.json'));
  returnItemOnFailedCondition();
  const actions = new Map<string, Action>();

  return async (operation, input) => {
    const action = actions.get(operation) ?? loadAction(load, operation);
    actions.set(operation, action);
    try {
      rejectUnknownMembers(operation, action, input);
      const checked = validations.checkTypes(input, action.types);
      validations.checkValidations(checked, action.types, action.custom, store);
      return response(200, await run(action, store, checked));
    } catch (error) {
      if (!isActionError(error)) throw error;
      return response(error.statusCode, error.body);
    }
  };
}

function loadAction(load: NodeJS.Require, operation: string): Action {
  const file = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}.js`;
  const { types, custom } = load(`dynalite/validations/${file}`);
  if (conditionalWrites.includes(operation)) {
    types.ReturnValuesOnConditionCheckFailure = { type: 'String', enum: ['ALL_OLD', 'NONE'] };
  }
  return { types, custom, run: load(`dynalite/actions/${file}`) };
}

function run(action: Action, store: Store, input: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    action.run(store, input, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

/** dynalite silently ignores unknown parameters. */
function rejectUnknownMembers(operation: string, { types }: Action, input: unknown): void {
  const unknown = Object.keys(Object(input)).find((member) => !Object.hasOwn(types, member));
  if (unknown) throw dynalite.validationError(`The local AWS does not emulate ${unknown} of ${operation}.`);
}

/** dynalite checks conditions under its lock, so `item` is the one AWS would return. */
function returnItemOnFailedCondition(): void {
  const check = dynalite.checkConditional;
  dynalite.checkConditional = (input, item) => {
    const failure = check(input, item);
    const wantsItem = input['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD';
    if (failure?.body && item && wantsItem) Object.assign(failure.body, { Item: item });
    return failure;
  };
}

function assertVersion({ version }: { readonly version: string }): void {
  if (version === dynaliteVersion) return;
  throw new Error(
    `dynalite ${version} is not supported; the local DynamoDB relies on internals of ${dynaliteVersion}.`,
  );
}

const response = (status: number, body: unknown): StoreResponse => ({ status, body: JSON.stringify(body) });

const isActionError = (error: unknown): error is Required<ActionError> =>
  error instanceof Error && 'statusCode' in error && 'body' in error;
