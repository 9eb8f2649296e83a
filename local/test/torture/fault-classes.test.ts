import { after, before, describe, it } from 'mocha';
import { systemClasses } from '#torture/classes/system-classes.ts';
import { runSystemClass, type SystemContext, startSystemContext } from '#torture/classes/system-context.ts';

const seed = 20_261_201;

describe('under a fault, the system keeps its promise:', function () {
  this.timeout(600_000);
  let context: SystemContext;

  before(async () => {
    context = await startSystemContext();
  });
  after(() => context?.stop());

  for (const faultClass of systemClasses)
    it(`${faultClass.id}: ${faultClass.title}`, () => runSystemClass(faultClass, context, seed));
});
