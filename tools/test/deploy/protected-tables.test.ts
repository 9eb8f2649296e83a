import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planned, planOf } from '#support/tools/plan.ts';
import { protectedTables, tableNames } from '#tools/deploy/protected-tables.ts';

const table = (name: string, deletion_protection_enabled: boolean) =>
  planned('aws_dynamodb_table', { before: { name, deletion_protection_enabled } });

describe('make destroy', () => {
  it('finds the tables to delete and those with deletion protection', () => {
    const plan = planOf(table('customer_ids_dev', true), table('customer_id_submissions_dev', false));

    expect(tableNames(plan)).to.deep.equal(['customer_ids_dev', 'customer_id_submissions_dev']);
    expect(protectedTables(plan)).to.deep.equal(['customer_ids_dev']);
  });
});
