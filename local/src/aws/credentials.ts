import { createHash } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Derives a function's credentials from its name, so they need not be stored. They are valid only for the local AWS. */
export function deriveCredentials(functionName: string): Credentials {
  const digest = createHash('sha256').update(`local credentials of ${functionName}`).digest('hex').toUpperCase();
  return {
    accessKeyId: `ASIA${digest.slice(0, 16)}`,
    secretAccessKey: digest.slice(16, 56),
    sessionToken: `local-${digest.slice(56)}`,
  };
}

/** Parses `Authorization: AWS4-HMAC-SHA256 Credential=<access key ID>/<date>/<region>/…`. */
export function parseAccessKeyId(authorization: string | undefined): string | undefined {
  return authorization?.match(/^AWS4-[A-Z0-9-]+ Credential=([^/,\s]+)\//)?.[1];
}
