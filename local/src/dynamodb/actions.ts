import { createRequire } from 'node:module';
import dynalite, { type ActionError, type Done, type Store } from 'dynalite/db/index.js';
import validations, { type Types } from 'dynalite/validations/index.js';
import type { StoreAnswer } from './store-messages.ts';

/** The version whose inside this file and its neighbours rely on. */
const dynaliteVersion = '4.0.0';

interface Action {
  readonly types: Types;
  readonly custom: unknown;
  readonly run: (store: Store, input: unknown, done: Done<unknown>) => void;
}

/** Performs one operation on dynalite's store; rejects only when the storage itself failed. */
export type PerformAction = (operation: string, input: unknown) => Promise<StoreAnswer>;

const conditionalWrites = ['PutItem', 'UpdateItem', 'DeleteItem'];

/** dynalite's operations without its HTTP server, which ends the process when a client breaks off in the middle of a body. */
export function actionsOn(store: Store): PerformAction {
  const load = createRequire(import.meta.url);
  assertVersion(load('dynalite/package.json'));
  returnItemOnFailedCondition();
  const actions = new Map<string, Action>();

  return async (operation, input) => {
    const action = actions.get(operation) ?? loadAction(load, operation);
    actions.set(operation, action);
    try {
      refuseUnknownMembers(operation, action, input);
      const checked = validations.checkTypes(input, action.types);
      validations.checkValidations(checked, action.types, action.custom, store);
      return answer(200, await run(action, store, checked));
    } catch (error) {
      if (!isActionError(error)) throw error;
      return answer(error.statusCode, error.body);
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

/** dynalite would drop what it does not know, and so answer another question than the one asked. */
function refuseUnknownMembers(operation: string, { types }: Action, input: unknown): void {
  const unknown = Object.keys(Object(input)).find((member) => !Object.hasOwn(types, member));
  if (unknown) throw dynalite.validationError(`The local AWS does not emulate ${unknown} of ${operation}.`);
}

/** dynalite checks conditions under its lock for the key, with the item in hand: the one that AWS would send back. */
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
  throw new Error(`dynalite is ${version}, but the local DynamoDB knows the inside of ${dynaliteVersion} only.`);
}

const answer = (status: number, body: unknown): StoreAnswer => ({ status, body: JSON.stringify(body) });

const isActionError = (error: unknown): error is Required<ActionError> =>
  error instanceof Error && 'statusCode' in error && 'body' in error;
