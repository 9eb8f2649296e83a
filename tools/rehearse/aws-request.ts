// A request to an AWS API, and its response.

export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** From X-Amz-Target or the form field Action, such as `CreateStateMachine`; empty for REST APIs. */
  readonly operation: string;
  /** The form fields; empty for other content types. */
  readonly form: URLSearchParams;
  readonly body: string;
  /** False for a browser's request. */
  readonly isSigned: boolean;
}

export interface AwsResponse {
  /** The operation, for the log. */
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Returns undefined for requests it does not handle. Stores the resources it creates. */
export type Service = (request: AwsRequest) => AwsResponse | undefined;

export const jsonResponse = (name: string, value: unknown, status = 200): AwsResponse => ({
  name,
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** With the ETag that CloudFront requires on every update. */
export const xmlResponse = (name: string, body: string, status = 200): AwsResponse => ({
  name,
  status,
  headers: { 'content-type': 'text/xml', etag: 'E1' },
  body: body === '' ? '' : `<?xml version="1.0"?>${body}`,
});

export const xmlError = (name: string, code: string, status = 404): AwsResponse =>
  xmlResponse(name, `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`, status);

/** The content of the first element with that name. */
export const elementText = (xml: string, element: string): string =>
  new RegExp(`<${element}(?: [^>]*)?>([^]*?)</${element}>`).exec(xml)?.[1] ?? '';
