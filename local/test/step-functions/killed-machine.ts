import { functionsThat, machineArn, returned, startMachine } from '#support/local/step-functions-fixture.ts';

/** Run by a test that kills it: starts executions without end, of which some stick, and prints what was acknowledged. */
const { start } = await startMachine(
  process.argv[2] ?? '',
  functionsThat((name, event) => {
    const isStuck = name === 'second' && JSON.stringify(event).includes('7');
    return isStuck ? new Promise(() => undefined) : returned({ count: Math.floor(Math.random() * 100) });
  }),
);
for (let number = 0; ; number += 1) {
  await start({ stateMachineArn: machineArn, name: `run-${number}`, input: JSON.stringify({ number }) });
  process.stdout.write(`run-${number}\n`);
}
