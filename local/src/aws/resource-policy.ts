import { matchesAction, matchesArn, meetsConditions, parsePolicy, type Statement } from './policy.ts';

/** The AWS service that acts, and the resource it acts for. */
export interface ServiceSender {
  readonly service: string;
  readonly sourceArn: string;
}

/** Whether an AWS service may do this to a resource on behalf of another. */
export type ServiceMay = (action: string, resourceArn: string, sender: ServiceSender) => boolean;

type Json = Readonly<Record<string, unknown>>;

/** A resource's own policy; what other services may do with it stands here and nowhere else. Read once, refused when malformed. */
export function compileResourcePolicy(owner: string, account: string, document: unknown): ServiceMay {
  const statements = statementsOf(document).map((statement) => ({
    services: servicesOf(owner, statement['Principal']),
    ...parseStatement(owner, statement),
  }));
  return (action, resourceArn, { service, sourceArn }) => {
    const context = { 'aws:SourceArn': [sourceArn], 'aws:SourceAccount': [account], 'aws:SecureTransport': ['true'] };
    const fitting = statements.filter(
      (statement) =>
        (statement.services.includes('*') || statement.services.includes(service)) &&
        statement.actions.some((pattern) => matchesAction(pattern, action)) &&
        statement.resources.some((pattern) => matchesArn(pattern, resourceArn)) &&
        meetsConditions(statement, context),
    );
    return fitting.length > 0 && fitting.every(({ effect }) => effect === 'Allow');
  };
}

/** Everything but the principal is as in a role's policy. */
function parseStatement(owner: string, { Principal: _, ...rest }: Json): Statement {
  const [statement] = parsePolicy(`of ${owner}`, { Statement: [rest] });
  if (statement === undefined) throw new Error(`The policy of ${owner} has no statement.`);
  return statement;
}

function statementsOf(document: unknown): readonly Json[] {
  const statements = isJson(document) ? [document['Statement']].flat() : [];
  return statements.filter(isJson);
}

/** Who the statement is about; people and roles of the account are no services, so they are left out. */
function servicesOf(owner: string, principal: unknown): readonly string[] {
  if (principal === '*') return ['*'];
  if (!isJson(principal)) throw new Error(`The policy of ${owner} has a statement without a principal.`);
  const everyone = [principal['AWS']].flat().includes('*') ? ['*'] : [];
  return [...everyone, ...[principal['Service']].flat().filter((service) => typeof service === 'string')];
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
