// Runs in CloudFront (cloudfront-js-2.0) before the cache, on requests for the page alone. A route of the page has no
// file of its own and gets the page. What is named like a file, and all of /assets/, must be there or be missed: a
// browser that asked for a script must never be answered with HTML.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (!name.includes('.') && !request.uri.startsWith('/assets/')) request.uri = '/index.html';
  return request;
}
