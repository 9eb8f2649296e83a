/** One function as Terraform defines it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** The bundle, relative to the project's root. */
  readonly zip: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** How many events may be under way at once; undefined shares the account's limit. */
  readonly reservedConcurrency: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly logFormat: string;
  readonly logLevel: string;
}
