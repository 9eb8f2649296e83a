// The tables that a destroy would delete, and those whose deletion protection prevents it.
import { type PlannedResource, readPlan } from '#tools/review/plan.ts';

const deletedTables = (plan: unknown): readonly PlannedResource[] =>
  readPlan(plan).filter(({ type, action }) => type === 'aws_dynamodb_table' && action === 'destroy');

export const tableNames = (plan: unknown): readonly string[] =>
  deletedTables(plan).map(({ before }) => String(before?.['name']));

export const protectedTables = (plan: unknown): readonly string[] =>
  deletedTables(plan)
    .filter(({ before }) => before?.['deletion_protection_enabled'] === true)
    .map(({ before }) => String(before?.['name']));
