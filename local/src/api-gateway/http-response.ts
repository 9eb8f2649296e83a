/** A client can choose `requestId`; `extendedRequestId` is always the gateway's own. */
export interface RequestIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Adds the request ID headers that API Gateway sends with every response. A later header replaces an earlier one. */
export function buildHeaders(ids: RequestIds, headers: HttpResponse['headers']): HttpResponse['headers'] {
  const byName = new Map(headers.map((header) => [header[0].toLowerCase(), header]));
  return [['x-amzn-RequestId', ids.requestId], ['x-amz-apigw-id', ids.extendedRequestId], ...byName.values()];
}
