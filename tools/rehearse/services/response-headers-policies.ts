import { inside, type Service, xmlAnswer, xmlFault } from '#tools/rehearse/aws-request.ts';

/** CloudFront's response headers policies: a configuration is kept, and given back as it came. */
export function responseHeadersPolicies(): Service {
  const configurations = new Map<string, string>();
  const show = (name: string, id: string, status = 200) =>
    xmlAnswer(name, policy(id, configurations.get(id) ?? ''), status);

  return ({ method, path, body }) => {
    const [, , root, id = `policy${configurations.size + 1}`] = path.split('/');
    if (root !== 'response-headers-policy') return undefined;
    if (method === 'POST') {
      configurations.set(id, inside(body, 'ResponseHeadersPolicyConfig'));
      return show('CreateResponseHeadersPolicy', id, 201);
    }
    if (!configurations.has(id)) return xmlFault('GetResponseHeadersPolicy', 'NoSuchResponseHeadersPolicy');
    if (method === 'DELETE') {
      configurations.delete(id);
      return xmlAnswer('DeleteResponseHeadersPolicy', '', 204);
    }
    return show('GetResponseHeadersPolicy', id);
  };
}

const policy = (id: string, configuration: string): string =>
  `<ResponseHeadersPolicy><Id>${id}</Id><LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime>` +
  `<ResponseHeadersPolicyConfig>${configuration}</ResponseHeadersPolicyConfig></ResponseHeadersPolicy>`;
