import { startBus } from '#support/local/event-bridge-fixture.ts';

/** Run by a test that kills it: publishes without end to a target that never answers, and prints what was acknowledged. */
const { publish } = await startBus(process.argv[2] ?? '', () => new Promise(() => undefined));
for (let number = 0; ; number += 1) {
  const event = await publish('registry', {
    source: 'customer-ids.api',
    detailType: 'CustomerIdsSubmitted',
    detail: JSON.stringify({ number }),
    time: new Date(),
    resources: [],
  });
  process.stdout.write(`${event.id}\n`);
}
