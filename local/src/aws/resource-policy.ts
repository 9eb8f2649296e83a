import { matchesAction, matchesArn, meetsConditions, parsePolicy, type Statement } from './policy.ts';

/** A service principal and the resource it acts for (`aws:SourceArn`). */
export interface ServicePrincipal {
  readonly service: string;
  readonly sourceArn: string;
}

export type IsServiceAllowed = (action: string, resourceArn: string, sender: ServicePrincipal) => boolean;

type Json = Readonly<Record<string, unknown>>;

/** Compiles a resource-based policy. Requests of EventBridge contain no `aws:SourceAccount`. Throws if it is malformed. */
export function compileResourcePolicy(owner: string, account: string, document: unknown): IsServiceAllowed {
  const statements = readStatements(document).map((statement) => ({
    services: readServices(owner, statement['Principal']),
    ...parseStatement(owner, statement),
  }));
  return (action, resourceArn, { service, sourceArn }) => {
    const context = {
      'aws:SourceArn': [sourceArn],
      'aws:SourceAccount': service === 'events.amazonaws.com' ? [] : [account],
      'aws:SecureTransport': ['true'],
    };
    const matching = statements.filter(
      (statement) =>
        (statement.services.includes('*') || statement.services.includes(service)) &&
        statement.actions.some((pattern) => matchesAction(pattern, action)) &&
        statement.resources.some((pattern) => matchesArn(pattern, resourceArn)) &&
        meetsConditions(statement, context),
    );
    return matching.length > 0 && matching.every(({ effect }) => effect === 'Allow');
  };
}

/** Apart from the principal, the syntax is that of a role policy. */
function parseStatement(owner: string, { Principal: _, ...rest }: Json): Statement {
  const [statement] = parsePolicy(`of ${owner}`, { Statement: [rest] });
  if (statement === undefined) throw new Error(`The policy of ${owner} does not contain a statement.`);
  return statement;
}

function readStatements(document: unknown): readonly Json[] {
  const statements = isJson(document) ? [document['Statement']].flat() : [];
  return statements.filter(isJson);
}

/** Ignores principals that are not services, such as roles. */
function readServices(owner: string, principal: unknown): readonly string[] {
  if (principal === '*') return ['*'];
  if (!isJson(principal)) throw new Error(`The policy of ${owner} has a statement without a principal.`);
  const wildcard = [principal['AWS']].flat().includes('*') ? ['*'] : [];
  return [...wildcard, ...[principal['Service']].flat().filter((service) => typeof service === 'string')];
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
