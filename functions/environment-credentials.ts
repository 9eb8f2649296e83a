/**
 * Takes the place of the SDK's credential chain in the bundles. A function gets its credentials in its environment and
 * nowhere else; the chain's other links (files, processes, metadata service, sign-on) are half of the bundle.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
