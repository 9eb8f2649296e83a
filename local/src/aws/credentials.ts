import { createHash } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * The keys Lambda would hand to this function's role. They are made from its name, so that every part of the local AWS
 * computes the same ones and none has to be stored. They open nothing but the local AWS.
 */
export function credentialsOf(functionName: string): Credentials {
  const digest = createHash('sha256').update(`local credentials of ${functionName}`).digest('hex').toUpperCase();
  return {
    accessKeyId: `ASIA${digest.slice(0, 16)}`,
    secretAccessKey: digest.slice(16, 56),
    sessionToken: `local-${digest.slice(56)}`,
  };
}

/** The access key id in an `Authorization: AWS4-HMAC-SHA256 Credential=<key id>/<date>/<region>/…` header. */
export function accessKeyIdOf(authorization: string | undefined): string | undefined {
  return authorization?.match(/^AWS4-[A-Z0-9-]+ Credential=([^/,\s]+)\//)?.[1];
}
