import { memoryCustomerIds } from '#adapters/memory/customer-ids.ts';
import { describeCustomerIdStore } from '#support/functions/describe-customer-id-store.ts';

const searchedIdsMax = 20;

describeCustomerIdStore('memory', async () => ({
  store: memoryCustomerIds([], searchedIdsMax),
  searchedIdsMax,
  stop: async () => {},
}));
