/** The two names of one request: the first is for people, the second for AWS's support and our write tokens. */
export interface RequestIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
}

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** The headers of every answer of the gateway; of two single headers with one name the later wins. */
export function headersOf(ids: RequestIds, headers: Answer['headers']): Answer['headers'] {
  const byName = new Map(headers.map((header) => [header[0].toLowerCase(), header]));
  return [['x-amzn-RequestId', ids.requestId], ['x-amz-apigw-id', ids.extendedRequestId], ...byName.values()];
}
