const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

const reasons = new Set<object>();

/** While there is a reason, the browser asks before it closes or reloads the tab: something would be lost in silence. */
export function blockUnload(reason: object, holds: boolean): void {
  if (holds) reasons.add(reason);
  else reasons.delete(reason);
  if (reasons.size > 0) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
}

/** The same until the work is done. */
export async function blockUnloadDuring<Value>(work: Promise<Value>): Promise<Value> {
  blockUnload(work, true);
  try {
    return await work;
  } finally {
    blockUnload(work, false);
  }
}
