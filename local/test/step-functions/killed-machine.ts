import { fakeFunctions, machineArn, returned, startMachine } from '#support/local/step-functions-fixture.ts';

/** Killed by a test: starts executions endlessly, some of which hang, and prints acknowledged names. */
const { start } = await startMachine(
  process.argv[2] ?? '',
  fakeFunctions((name, event) => {
    const isStuck = name === 'second' && JSON.stringify(event).includes('7');
    return isStuck ? new Promise(() => undefined) : returned({ count: 1 });
  }),
);
for (let number = 0; ; number += 1) {
  await start({ stateMachineArn: machineArn, name: `run-${number}`, input: JSON.stringify({ number }) });
  process.stdout.write(`run-${number}\n`);
}
