import type { SubmissionId } from '#domain/submission-id.ts';
import { createHandler as addToTable } from '#handlers/add-to-table.ts';
import { createHandler as deleteCustomerId } from '#handlers/delete-customer-id.ts';
import { createHandler as deleteFromTable } from '#handlers/delete-from-table.ts';
import { createHandler as getCustomerId } from '#handlers/get-customer-id.ts';
import { createHandler as getSubmission } from '#handlers/get-submission.ts';
import { createHandler as listCustomerIds } from '#handlers/list-customer-ids.ts';
import { createHandler as logEvent } from '#handlers/log-event.ts';
import { createHandler as lookUpCustomerIds } from '#handlers/look-up-customer-ids.ts';
import { createHandler as putCustomerId } from '#handlers/put-customer-id.ts';
import { createHandler as retrySubmission } from '#handlers/retry-submission.ts';
import { createHandler as submitCustomerIds } from '#handlers/submit-customer-ids.ts';
import { createHandler as validateId } from '#handlers/validate-id.ts';
import type { ProxyEvent, ProxyResult } from '#http/proxy-event.ts';
import type { LambdaContext } from '#ports.ts';
import type { Command } from './api-model.ts';
import { apiKey, lambdaContext, proxyEvent, type Request } from './proxy-event.ts';
import { submissionRuntime } from './submission-runtime.ts';
import { submissionId } from './values.ts';

type Handler = (event: ProxyEvent, context: LambdaContext) => Promise<ProxyResult>;
type Sent = Omit<Request, 'apiKey'>;

type Access = 'read' | 'write';
type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** All handlers over one memory. Answers have the form that the model gives them. */
export class ApiUnderTest {
  readonly #runtime = createRuntime();
  readonly #made = new Map<number, SubmissionId>();

  /** The commands whose events were published, in that order. */
  published(): readonly number[] {
    return this.#runtime.published.map(({ submissionId: id }) => this.#nthOf(id));
  }

  run(command: Command, access: Access): Promise<string> {
    const runtime = this.#runtime;
    switch (command.kind) {
      case 'put':
        return byId(putCustomerId(runtime), access, command.id, command.mustBeNew ? { 'If-None-Match': '*' } : {});
      case 'delete':
        return byId(deleteCustomerId(runtime), access, command.id, toHeaders('If-Match', command.version));
      case 'get':
        return byId(getCustomerId(runtime), access, command.id, toHeaders('If-None-Match', command.version));
      case 'list':
        return this.#list(access).then((ids) => `200 ${ids}`);
      case 'look-up':
        return this.#lookUp(command, access);
      case 'submit':
        return this.#submit(command, access);
      case 'read':
        return this.#read(command.nth, access);
      case 'retry':
        return this.#send(retrySubmission(runtime), command.nth, access).then(({ status }) => String(status));
      case 'deliver':
        return this.#deliver(this.#idOf(command.nth));
    }
  }

  /** For a submission that was never made: an ID that does not occur. */
  #idOf(nth: number): SubmissionId {
    return this.#made.get(nth) ?? submissionId(nth, 1_000_000);
  }

  #nthOf(id: string): number {
    return [...this.#made].find(([, made]) => made === id)?.[0] ?? -1;
  }

  async #list(access: Access, cursor?: string): Promise<readonly string[]> {
    const query = { limit: '2', ...(cursor ? { cursor } : {}) };
    const { body } = await send(listCustomerIds(this.#runtime), access, { path: '/customer-ids', query });
    const ids: string[] = body.items.map(({ id }: { readonly id: string }) => id);
    return body.nextCursor === null ? ids : [...ids, ...(await this.#list(access, body.nextCursor))];
  }

  async #lookUp({ ids }: Of<'look-up'>, access: Access): Promise<string> {
    const { status, body } = await send(lookUpCustomerIds(this.#runtime), access, json('/lookups', { ids }));
    return `${status} ${body.results.map(({ state }: { readonly state: string }) => state)}`;
  }

  async #submit({ action, ids, addedBy, key, nth }: Of<'submit'>, access: Access): Promise<string> {
    const request = { action, ids, ...(addedBy === undefined ? {} : { addedBy: this.#idOf(addedBy) }) };
    const sent = json('/submissions', request, key === undefined ? {} : { 'Idempotency-Key': key });
    const { status, headers, body } = await send(submitCustomerIds(this.#runtime), access, sent);
    if (status !== 202) return String(status);
    if (headers['Idempotency-Replayed']) return `202 ${this.#nthOf(body.submissionId)} replayed`;
    this.#made.set(nth, body.submissionId);
    return `202 ${nth}`;
  }

  async #read(nth: number, access: Access): Promise<string> {
    const { status, body } = await this.#send(getSubmission(this.#runtime), nth, access);
    if (status !== 200) return String(status);
    return `200 ${body.results.map(({ outcome }: { readonly outcome: string }) => outcome)}`;
  }

  #send(handler: Handler, nth: number, access: Access) {
    const id = this.#idOf(nth);
    return send(handler, access, { path: `/submissions/${id}`, pathParameters: { submissionId: id } });
  }

  async #deliver(id: SubmissionId): Promise<string> {
    const checked = await validateId(this.#runtime)({ submissionId: id }, lambdaContext());
    const write = checked.action === 'add' ? addToTable(this.#runtime) : deleteFromTable(this.#runtime);
    const written = checked.validCount > 0 ? await write(checked, lambdaContext()) : checked;
    await logEvent(this.#runtime)(written, lambdaContext());
    return 'done';
  }
}

function createRuntime() {
  const runtime = submissionRuntime();
  const memory = runtime.deps.customerIds;
  const deps = { ...runtime.deps, customerIdIndex: memory, deletedIdIndex: memory, customerIdLookup: memory };
  return { ...runtime, createDeps: () => deps };
}

async function send(handler: Handler, access: Access, request: Sent) {
  const event = proxyEvent({ ...request, apiKey: apiKey('page', access) });
  const { statusCode, headers, body } = await handler(event, lambdaContext());
  return { status: statusCode, headers, body: body === '' ? {} : JSON.parse(body) };
}

async function byId(handler: Handler, access: Access, id: string, headers: Record<string, string>): Promise<string> {
  const { status, headers: answered } = await send(handler, access, { pathParameters: { id }, headers });
  const tag = answered['ETag'];
  return tag && status < 400 ? `${status} ${tag}` : String(status);
}

function toHeaders(name: string, version: number | undefined): Record<string, string> {
  return version === undefined ? {} : { [name]: `"${version}"` };
}

function json(path: string, body: object, headers: Record<string, string> = {}): Sent {
  return { path, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } };
}
