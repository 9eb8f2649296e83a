/** The fields of an API Gateway proxy event (payload format 1.0) that handlers read. */
export interface ProxyEvent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>> | null;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[] | undefined>> | null;
  /** Already decoded by the gateway; decoding again would turn %252F into a slash. */
  readonly pathParameters: Readonly<Record<string, string | undefined>> | null;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly path: string;
    readonly extendedRequestId?: string | undefined;
    readonly identity: { readonly apiKey?: string | null | undefined };
  };
}

export interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
