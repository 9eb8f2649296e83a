/** Who signed a request: one of the stack's roles, or the developer at this machine, who may do everything. */
export type Principal =
  | { readonly kind: 'role'; readonly functionName: string; readonly roleName: string }
  | { readonly kind: 'developer' };

/** One request to an emulated AWS API, its body whole and already parsed. */
export interface AwsCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly rawBody: Buffer;
  readonly principal: Principal;
}

/** What the caller must be allowed to do before an operation runs; `resources` are ARNs, `context` the values of condition keys. */
export interface Grant {
  readonly action: string;
  readonly resources: readonly string[];
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** One operation of an emulated API. `run` answers with the response body (a Buffer is sent as it is), or throws an AwsError. */
export interface AwsOperation {
  readonly needs: (call: AwsCall) => Grant;
  readonly run: (call: AwsCall) => Promise<unknown>;
}

/** An emulated AWS API of the JSON protocol: `X-Amz-Target: <targetPrefix>.<operation>`. An operation that is not in the map is refused by name. */
export interface AwsService {
  readonly targetPrefix: string;
  readonly contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  readonly operations: ReadonlyMap<string, AwsOperation>;
  /** DynamoDB alone sends the CRC-32 of each answer, in `x-amz-crc32`. */
  readonly checksum?: 'crc32';
}

/** An error in the words of AWS: it goes to the caller as `{"__type": code, "message": message}`, with `members` beside them. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
