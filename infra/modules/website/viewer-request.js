// A CloudFront viewer-request function (cloudfront-js-2.0) for the page. Client-side routes get index.html. Paths with a
// file extension and everything under /assets/ are left unchanged, so a missing script is never answered with HTML.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls this function by name.
function handler(event) {
  const request = event.request;
  const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (!name.includes('.') && !request.uri.startsWith('/assets/')) request.uri = '/index.html';
  return request;
}
