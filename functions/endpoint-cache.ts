/**
 * Replaces the SDK's endpoint cache in the bundles. Only endpoint discovery uses it, which is off by default; the original
 * adds kilobytes to every cold start.
 */
export class EndpointCache {
  get(): never {
    throw new Error('Endpoint discovery is not part of this bundle.');
  }
}
