// One call to an AWS API, and an answer to it.

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** What JSON APIs name in X-Amz-Target, such as `CreateStateMachine`, or form APIs in Action. Empty for the others. */
  readonly operation: string;
  /** The fields of a form; none for other APIs. */
  readonly form: URLSearchParams;
  readonly body: string;
  /** Whether it comes from somebody with keys, or from a browser. */
  readonly isSigned: boolean;
}

export interface Answer {
  /** The operation, told to people. */
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers the calls that it knows; with nothing, the call goes on. It remembers what it was told to make. */
export type Service = (call: Call) => Answer | undefined;

export const jsonAnswer = (name: string, value: unknown, status = 200): Answer => ({
  name,
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** CloudFront wants the tag of a version back at each change. */
export const xmlAnswer = (name: string, body: string, status = 200): Answer => ({
  name,
  status,
  headers: { 'content-type': 'text/xml', etag: 'E1' },
  body: body === '' ? '' : `<?xml version="1.0"?>${body}`,
});

export const xmlFault = (name: string, code: string, status = 404): Answer =>
  xmlAnswer(name, `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`, status);

/** The text inside the first element of that name. */
export const inside = (xml: string, element: string): string =>
  new RegExp(`<${element}(?: [^>]*)?>([^]*?)</${element}>`).exec(xml)?.[1] ?? '';
