import { elementText, type Service, xmlError, xmlResponse } from '#tools/rehearse/aws-request.ts';

/** CloudFront response headers policies: stored and returned unchanged. */
export function responseHeadersPolicies(): Service {
  const configurations = new Map<string, string>();
  const show = (name: string, id: string, status = 200) =>
    xmlResponse(name, policy(id, configurations.get(id) ?? ''), status);

  return ({ method, path, body }) => {
    const [, , root, id = `policy${configurations.size + 1}`] = path.split('/');
    if (root !== 'response-headers-policy') return undefined;
    if (method === 'POST') {
      configurations.set(id, elementText(body, 'ResponseHeadersPolicyConfig'));
      return show('CreateResponseHeadersPolicy', id, 201);
    }
    if (!configurations.has(id)) return xmlError('GetResponseHeadersPolicy', 'NoSuchResponseHeadersPolicy');
    if (method === 'DELETE') {
      configurations.delete(id);
      return xmlResponse('DeleteResponseHeadersPolicy', '', 204);
    }
    return show('GetResponseHeadersPolicy', id);
  };
}

const policy = (id: string, configuration: string): string =>
  `<ResponseHeadersPolicy><Id>${id}</Id><LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime>` +
  `<ResponseHeadersPolicyConfig>${configuration}</ResponseHeadersPolicyConfig></ResponseHeadersPolicy>`;
