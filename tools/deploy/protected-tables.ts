// What a destroy would lose, and what AWS would refuse to lose.
import { type PlannedResource, readPlan } from '#tools/review/plan.ts';

const tablesLost = (plan: unknown): readonly PlannedResource[] =>
  readPlan(plan).filter(({ type, action }) => type === 'aws_dynamodb_table' && action === 'destroy');

export const tableNames = (plan: unknown): readonly string[] =>
  tablesLost(plan).map(({ before }) => String(before?.['name']));

export const protectedTables = (plan: unknown): readonly string[] =>
  tablesLost(plan)
    .filter(({ before }) => before?.['deletion_protection_enabled'] === true)
    .map(({ before }) => String(before?.['name']));
