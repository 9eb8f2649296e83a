/**
 * Takes the place of the SDK's endpoint cache in the bundles. Only endpoint discovery asks it, which is off unless
 * someone turns it on; the data structures behind the real one are kilobytes that every cold start would load.
 */
export class EndpointCache {
  get(): never {
    throw new Error('Endpoint discovery is not part of this bundle.');
  }
}
