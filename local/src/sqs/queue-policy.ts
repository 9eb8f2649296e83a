import { matchesAction, matchesArn, meetsConditions, parsePolicy, type Statement } from '#local/aws/policy.ts';

/** Whether an AWS service may send to a queue on behalf of a resource. */
export type MaySend = (queueArn: string, service: string, sourceArn: string) => boolean;

type Json = Readonly<Record<string, unknown>>;

/** A queue's own policy; what other services may do with it stands here and nowhere else. Read once, refused when malformed. */
export function compileQueuePolicy(queueName: string, account: string, document: unknown): MaySend {
  const statements = statementsOf(document).map((statement) => ({
    services: servicesOf(queueName, statement['Principal']),
    ...parseStatement(queueName, statement),
  }));
  return (queueArn, service, sourceArn) => {
    const context = { 'aws:SourceArn': [sourceArn], 'aws:SourceAccount': [account], 'aws:SecureTransport': ['true'] };
    const fitting = statements.filter(
      (statement) =>
        (statement.services.includes('*') || statement.services.includes(service)) &&
        statement.actions.some((pattern) => matchesAction(pattern, 'sqs:SendMessage')) &&
        statement.resources.some((pattern) => matchesArn(pattern, queueArn)) &&
        meetsConditions(statement, context),
    );
    return fitting.length > 0 && fitting.every(({ effect }) => effect === 'Allow');
  };
}

/** Everything but the principal is as in a role's policy. */
function parseStatement(queueName: string, { Principal: _, ...rest }: Json): Statement {
  const [statement] = parsePolicy(`of queue ${queueName}`, { Statement: [rest] });
  if (statement === undefined) throw new Error(`The policy of queue ${queueName} has no statement.`);
  return statement;
}

function statementsOf(document: unknown): readonly Json[] {
  const statements = isJson(document) ? [document['Statement']].flat() : [];
  return statements.filter(isJson);
}

/** Who the statement is about; people and roles of the account are no services, so they are left out. */
function servicesOf(queueName: string, principal: unknown): readonly string[] {
  if (principal === '*') return ['*'];
  if (!isJson(principal)) throw new Error(`The policy of queue ${queueName} has a statement without a principal.`);
  const everyone = [principal['AWS']].flat().includes('*') ? ['*'] : [];
  return [...everyone, ...[principal['Service']].flat().filter((service) => typeof service === 'string')];
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
