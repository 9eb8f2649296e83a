import { memoryCustomerIds } from '#adapters/memory/customer-ids.ts';
import { describeCustomerIdStore } from '#support/functions/describe-customer-id-store.ts';

describeCustomerIdStore('memory', async () => ({ store: memoryCustomerIds(), stop: async () => {} }));
