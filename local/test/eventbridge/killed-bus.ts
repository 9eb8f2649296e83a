import { startBus } from '#support/local/event-bridge-fixture.ts';

/** Killed by a test: publishes endlessly to a target that never responds and prints acknowledged event IDs. */
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
