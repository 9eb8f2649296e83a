import { type Fields, fieldsOf, parseJson } from '#tools/lib/json.ts';
import { jsonResponse, type Service } from '#tools/rehearse/aws-request.ts';

/** API Gateway's client certificates. */
export function clientCertificates(): Service {
  const certificates = new Map<string, Fields>();
  return ({ method, path, body }) => {
    const [, root, id = ''] = path.split('/');
    if (root !== 'clientcertificates') return undefined;
    if (method === 'POST') {
      const { description, tags } = fieldsOf(parseJson(body));
      const clientCertificateId = `certificate${certificates.size + 1}`;
      const certificate = { clientCertificateId, description, tags, createdDate: 1, expirationDate: 2 };
      certificates.set(clientCertificateId, certificate);
      return jsonResponse('GenerateClientCertificate', certificate, 201);
    }
    const certificate = certificates.get(id);
    if (!certificate) return jsonResponse('GetClientCertificate', { __type: 'NotFoundException' }, 404);
    if (method === 'DELETE') {
      certificates.delete(id);
      return jsonResponse('DeleteClientCertificate', {}, 202);
    }
    return jsonResponse('GetClientCertificate', certificate);
  };
}
