import type { Client } from '#domain/client.ts';
import { succeed } from '#domain/result.ts';
import { endpoint } from '#http/endpoint.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import type { Runtime } from '#ports.ts';
import { createRuntime } from '#runtime/runtime.ts';

/** Reads no table: the key names its client. */
export const createHandler = (runtime: Runtime<object>) =>
  endpoint({
    runtime,
    access: operationAccess['get-client'],
    parse: ({ client }) => succeed(client),
    run: () => async (client: Client) => succeed(client),
    respond: ({ name, access }) => ({ status: 200, body: { name, access } }),
  });

export const handler = createHandler(createRuntime({}));
