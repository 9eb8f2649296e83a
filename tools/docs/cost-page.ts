import { dollars, idleTable, millionTable, monthTable, priceTable, usageOfMillion } from './cost-tables.ts';
import type { Inventories } from './inventories.ts';
import { costOf, dollarsOf, priceRegion, pricesReadIn } from './prices.ts';
import { idsPerPage, idsPerSubmission, operations, storageOf, traceCeilingDollars } from './usage.ts';

const million = 1_000_000;

/** The text of docs/cost.md. */
export function costPage({ dev, prod }: Inventories): string {
  const lookups = usageOfMillion('lookups', dev);
  const shareOfGateway = Math.round((100 * dollarsOf('apiRequest', million)) / costOf(lookups));
  const computing = dollarsOf('computeGigabyteSecond', lookups.computeGigabyteSecond);
  return `# What it costs

Made by \`make docs\` from what Terraform plans, from what the handlers use, and from a list of prices.
\`tools/test/docs/cost.test.ts\` fails when this page is older than any of them, and when a budget is broken. No account stands
behind it: it is a calculation and no bill. US dollars, ${priceRegion}, prices of ${pricesReadIn}. The default region,
eu-west-1, is somewhat dearer (logs by 14 %); its prices were not read one by one.

## A million operations

${millionTable(dev)}

On dev, each with its answer, its logs and all that follows from it. On prod a million lookups cost
$${dollars(costOf(usageOfMillion('lookups', prod)))}, when they pass the page's firewall and the API's. Submitted IDs come ${idsPerSubmission} to a submission; a list page holds
${idsPerPage}. Budgets that a test holds: lookups $4.50, submitted IDs $3.00.

**The biggest lever is what API Gateway asks for a request**: ${shareOfGateway} % of a lookup. An HTTP API asks less than a third, and
has no API keys, usage plans or request validation ([decision 9](adr/0009-rest-api-not-http-api.md)). For IDs the lever is
pulled: an execution for each ID instead of each ${idsPerSubmission} would cost $${dollars(dollarsOf('transition', operations.submit.transitions * million))} in transitions alone
([decision 10](adr/0010-one-execution-per-submission.md)).

## A month

${monthTable([1000, million, 100 * million], dev)}

So many IDs are added through submissions and checked once each, spread evenly; each submission is read three times. Rows of
earlier months cost $${dollars(costOf(storageOf(million)))} a month for each million.

- **X-Ray** records the first request of each second and every twentieth of the others. Below one request a second that is
  every request, and dearer than the requests themselves. It ends at $${dollars(traceCeilingDollars)} a month and 5 %. The rule
  is the account's, *Default*; it can be changed while everything runs.
- **Metrics** are counted as if sent in each hour of the month. API Gateway's figures for single operations are most of
  them; \`metrics_enabled\` in \`infra/modules/api/main.tf\` turns them off, and no alarm looks at them. That AWS bills them
  like custom metrics was not verified.

## A month in which nothing happens

${idleTable({ dev, prod })}

Ten alarm metrics and three dashboards are free in each account, for ever. Where others use up the ten, it is $1.00 more.
Budget that a test holds: dev $5.00.

## What was assumed

- Lambda bills ${Object.values(operations)
    .flatMap(({ millis }) => millis)
    .join(', ')} ms for the invocations of ${Object.keys(operations).join(', ')},
  at ${dev.memoryMegabytes} MB. This was never measured on AWS; twice the time makes a million lookups $${dollars(computing)} dearer.
- Units, lines and bytes are measured on the real handlers with IDs of eleven characters (\`tools/test/docs/usage.test.ts\`). At
  \`system_log_level = "WARN"\` Lambda writes no line of its own for an invocation that goes well.
- Nothing fails, nothing is tried twice, and all IDs are new.
- Left out, as cents or as your own: traffic to the internet (the first TB from CloudFront is free), the page's bucket, the
  requests to the key that AWS manages for DynamoDB, log storage and queries, taxes. No free allowance counts but the two above.

## Prices

${priceTable()}

AWS: read on its pricing pages. Third parties: price guides of 2026 that agree with each other.
`;
}
