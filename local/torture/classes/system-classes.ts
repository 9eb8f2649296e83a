import { busClasses } from './bus-classes.ts';
import { gatewayClasses } from './gateway-classes.ts';
import { randomPairs } from './random-pairs.ts';
import { storeClasses } from './store-classes.ts';
import type { SystemClass } from './system-context.ts';
import { workflowClasses } from './workflow-classes.ts';

export const systemClasses: readonly SystemClass[] = [
  ...gatewayClasses,
  ...storeClasses,
  ...busClasses,
  ...workflowClasses,
  randomPairs,
];
