/** The rules for customer IDs that the functions and the workflow apply. */
export {
  type CustomerId,
  type CustomerIdFault,
  describeCustomerIdFault,
  parseCustomerId,
} from '#domain/customer-id.ts';
export {
  basePath,
  customerIdLengthMax,
  customerIdLengthMin,
  customerIdPrefixPattern,
  pageSizeMax,
  submissionIdPattern,
  submissionIdsMax,
  submittedTextLengthMax,
} from '#domain/limits.generated.ts';
