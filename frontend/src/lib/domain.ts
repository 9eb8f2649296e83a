/** The rules and limits that the functions and the workflow apply too. */
export { type Client, parseApiKey, parseClientName } from '#domain/client.ts';
export {
  type CustomerId,
  type CustomerIdFault,
  describeCustomerIdFault,
  parseCustomerId,
  toInvisibleCodePoint,
} from '#domain/customer-id.ts';
export {
  attemptsMax,
  basePath,
  customerIdLengthMax,
  customerIdLengthMin,
  customerIdPrefixPattern,
  pageSizeDefault,
  pageSizeMax,
  submissionIdPattern,
  submissionIdsMax,
  submissionLabelLengthMax,
} from '#domain/limits.generated.ts';
export { fail, type Result, succeed } from '#domain/result.ts';
export { outcomesByAction } from '#domain/submission.ts';
