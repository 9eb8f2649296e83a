import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type IdNameRank, isIdColumnName, rankIdName } from '#lib/column-name.ts';

const names: Readonly<Record<IdNameRank, readonly string[]>> = {
  'customer-id': [
    'Customer ID',
    'customerId',
    'CustomerID',
    'CUSTOMER_ID',
    'Kunden-Nr.',
    'Kundennr',
    'Kundennummer',
    'Kunden ID',
    'Cust ID',
    'cust_no',
    'Customer #',
    'Customer No.',
    'Customer Code',
    'Customer Identifier',
    'customer_number',
    'Customer\nID',
    'Account ID',
    'account-number',
    'client_id',
    'ID Client',
    'ID du client',
    'N° client',
    'Nº cliente',
    'Número de cliente',
    'Debitorennummer',
    'Klantnummer',
    '顧客ID',
    '(Customer ID)',
  ],
  id: ['id ', 'ID', 'IDs', 'Identifier'],
  number: ['No', 'Nr.', '#', 'Number', 'Code'],
  likely: ['External ID', 'externalId', 'Debitor', 'Customer', 'Legacy customer ID', 'order id'],
  none: ['Customer name', 'name', 'date', 'plan', 'Video', 'Paid', 'Notes', 'CUST-001', 'BUG-A1', '10042', ''],
};

describe('rankIdName', () => {
  for (const [rank, examples] of Object.entries(names)) {
    it(`ranks column names by meaning, ignoring case, accents and punctuation: ${rank}`, () => {
      expect(examples.map((name) => [name, rankIdName(name)])).to.deep.equal(examples.map((name) => [name, rank]));
    });
  }
});

describe('isIdColumnName', () => {
  it('recognizes names of ID columns that have the format of an ID, but no ID with a digit', () => {
    expect(
      ['customer_id', 'KUNDENNR', 'Number', 'Customer', 'CUST-001', 'ID7', 'NO1'].map(isIdColumnName),
    ).to.deep.equal([true, true, true, false, false, false, false]);
  });
});
