/** The signer of a request. The developer may do everything. */
export type Principal =
  | { readonly kind: 'role'; readonly functionName: string; readonly roleName: string }
  | { readonly kind: 'developer' };

/** A parsed request to an emulated AWS API. */
export interface AwsCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly rawBody: Buffer;
  readonly principal: Principal;
}

/** `resources` are ARNs; `context` holds the values of condition keys. */
export interface Permission {
  readonly action: string;
  readonly resources: readonly string[];
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** `run` returns the response body (a Buffer is sent unchanged) or throws an AwsError. */
export interface AwsOperation {
  readonly requiredPermission: (call: AwsCall) => Permission;
  readonly run: (call: AwsCall) => Promise<unknown>;
}

/** An emulated API of AWS's JSON protocol: `X-Amz-Target: <targetPrefix>.<operation>`. */
export interface AwsService {
  readonly targetPrefix: string;
  readonly contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  readonly operations: ReadonlyMap<string, AwsOperation>;
  /** Only DynamoDB sends a checksum, in `x-amz-crc32`. */
  readonly checksum?: 'crc32';
}

/** Sent to the caller as `{"__type": code, "message": message, ...members}`. */
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
