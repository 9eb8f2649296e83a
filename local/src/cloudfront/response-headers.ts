import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';

type Header = readonly [name: string, value: string];

/** A response headers policy, which also applies to errors. */
export interface ResponseHeaders {
  readonly set: readonly Header[];
  /** Lower-case names. */
  readonly removed: readonly string[];
}

const securityHeaders: Readonly<Record<string, (block: JsonReader) => Header>> = {
  content_security_policy: (block) => ['Content-Security-Policy', block.text('content_security_policy')],
  content_type_options: () => ['X-Content-Type-Options', 'nosniff'],
  frame_options: (block) => ['X-Frame-Options', block.text('frame_option')],
  referrer_policy: (block) => ['Referrer-Policy', block.text('referrer_policy')],
  strict_transport_security: (block) => ['Strict-Transport-Security', formatStrictTransportSecurity(block)],
};

function formatStrictTransportSecurity(block: JsonReader): string {
  const maxAge = `max-age=${block.number('access_control_max_age_sec')}`;
  const subdomains = block.flag('include_subdomains', false) ? ['includeSubDomains'] : [];
  return [maxAge, ...subdomains, ...(block.flag('preload', false) ? ['preload'] : [])].join('; ');
}

/** The headers as deployed on AWS. */
export function readResponseHeaders(stack: Stack): ResponseHeaders {
  const policy = stack.only('aws_cloudfront_response_headers_policy');
  for (const name of ['cors_config', 'server_timing_headers_config'])
    if (policy.blocks(name).length > 0) throw notEmulated(name);
  const items = (name: string) => policy.block(name)?.blocks('items') ?? [];
  return {
    set: [
      ...readSecurityHeaders(policy.block('security_headers_config')),
      ...items('custom_headers_config').map((item) => requireOverride(item, [item.text('header'), item.text('value')])),
    ],
    removed: items('remove_headers_config').map((item) => item.text('header').toLowerCase()),
  };
}

function readSecurityHeaders(config: JsonReader | undefined): readonly Header[] {
  if (!config) return [];
  return Object.keys(config.fields).flatMap((name) =>
    config.blocks(name).map((block) => {
      const read = securityHeaders[name];
      if (!read) throw notEmulated(name);
      return requireOverride(block, read(block));
    }),
  );
}

function requireOverride(block: JsonReader, header: Header): Header {
  if (!block.flag('override')) throw notEmulated(`${header[0]} without override`);
  return header;
}

const notEmulated = (what: string) => new StartError(`The response headers policy: ${what} is not emulated.`);

const transportSecurity = 'Strict-Transport-Security';

/** Removes HSTS and upgrade-insecure-requests: a browser would then refuse the plain-HTTP page. */
export const adaptToHttp = ({ set, removed }: ResponseHeaders): ResponseHeaders => ({
  set: set
    .filter(([name]) => name !== transportSecurity)
    .map(
      ([name, value]) => [name, name === 'Content-Security-Policy' ? removeUpgradeDirective(value) : value] as const,
    ),
  // The API sends this header, too.
  removed: [...removed, transportSecurity.toLowerCase()],
});

const removeUpgradeDirective = (policy: string): string =>
  policy
    .split('; ')
    .filter((directive) => directive !== 'upgrade-insecure-requests')
    .join('; ');

export function applyResponseHeaders(headers: readonly Header[], { set, removed }: ResponseHeaders): readonly Header[] {
  const replaced = new Set([...removed, ...set.map(([name]) => name.toLowerCase())]);
  return [...set, ...headers.filter(([name]) => !replaced.has(name.toLowerCase()))];
}
