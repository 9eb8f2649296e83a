/** The types of the OpenAPI document under the names the code uses. */
import type { components } from './contract.generated.ts';

type Schemas = components['schemas'];

export type Client = Schemas['Client'];
export type CustomerIdRecord = Schemas['CustomerIdRecord'];
export type CustomerIdPage = Schemas['CustomerIdPage'];
export type CustomerIdSummary = Schemas['CustomerIdSummary'];
export type HistoryEntry = Schemas['HistoryEntry'];
export type LookupRequest = Schemas['LookupRequest'];
export type Lookup = Schemas['Lookup'];
export type LookupResult = Schemas['LookupResult'];
export type SubmissionRequest = Schemas['SubmissionRequest'];
export type SubmissionReceipt = Schemas['SubmissionReceipt'];
export type SubmissionSummary = Schemas['SubmissionSummary'];
export type Submission = Schemas['Submission'];
export type SubmissionPage = Schemas['SubmissionPage'];
export type IdResult = Schemas['IdResult'];
export type Step = Schemas['Step'];
export type Attempt = Schemas['Attempt'];
export type Problem = Schemas['Problem'];
export type ProblemError = Schemas['ProblemError'];
