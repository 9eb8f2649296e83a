/**
 * Replaces the SDK's credential provider chain in the bundles. Lambda provides credentials only in the environment; the other
 * providers would double the bundle size.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
