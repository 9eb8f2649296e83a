const customer =
  '(?:customers?|cust|clients?|kunden?|accounts?|acct|debitor(?:en)?|debtors?|clientes?|klant(?:en)?|顧客|客户)';
const id = '(?:ids?|identifiers?|nr|no|num|numbers?|nummern?|numero|code|key|番号|编号)';

const ofCustomers = new RegExp(`^(?:${customer}${id}|${id}${customer})$`);
const bareId = /^(?:ids?|identifiers?)$/;
const bareNumber = new RegExp(`^${id}$`);
const bareCustomer = new RegExp(`^${customer}$`);
const fillers = new Set(['of', 'the', 'de', 'du', 'del', 'der', 'des']);

/** `Kunden-Nr.`, `customerNo` and `N° client` become lower-case words without accents or punctuation. */
const toWords = (name: string): readonly string[] =>
  name
    .replace(/[#№]|n[°º]/giu, ' no ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !fillers.has(word));

/** How surely a column of this name contains the customer IDs, best first. */
export const idNameRanks = ['customer-id', 'id', 'number', 'likely', 'none'] as const;
export type IdNameRank = (typeof idNameRanks)[number];

export function rankIdName(name: string): IdNameRank {
  const words = toWords(name);
  const joined = words.join('');
  if (ofCustomers.test(joined)) return 'customer-id';
  if (bareId.test(joined)) return 'id';
  if (bareNumber.test(joined)) return 'number';
  const isLikely = bareCustomer.test(joined) || words.some((word) => bareId.test(word));
  return isLikely ? 'likely' : 'none';
}

/** Such a cell is never an ID, even where its format is valid. */
export const isIdColumnName = (text: string): boolean => {
  const rank = rankIdName(text);
  return rank === 'customer-id' || rank === 'id' || rank === 'number';
};

const others =
  'name|firstname|lastname|surname|vorname|nachname|nom|title|date|created|updated|email|mail|phone|street|address|city|country|plan|status|state|type|note|notes|comment|amount|total|price|currency|language';
const commonName = new RegExp(`^(?:${others})$`);

/** A name that is common in customer lists, and unlikely as a value. */
export const isCommonColumnName = (text: string): boolean => commonName.test(toWords(text).join(''));
