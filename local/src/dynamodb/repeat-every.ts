/** Like setInterval, but waits for the previous run to end. */
export function repeatEvery(millis: number, work: () => Promise<void>): { readonly stop: () => void } {
  let timer = setTimeout(run, millis);
  let isStopped = false;

  async function run(): Promise<void> {
    await work();
    if (!isStopped) timer = setTimeout(run, millis);
  }

  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
