const confirmUnload = (event: BeforeUnloadEvent): void => event.preventDefault();

const reasons = new Set<object>();

/** While a reason is active, the browser asks for confirmation before it closes or reloads the tab. */
export function blockUnload(reason: object, isActive: boolean): void {
  if (isActive) reasons.add(reason);
  else reasons.delete(reason);
  if (reasons.size > 0) addEventListener('beforeunload', confirmUnload);
  else removeEventListener('beforeunload', confirmUnload);
}

/** Blocks unloading until the work has finished. */
export async function blockUnloadDuring<Value>(work: Promise<Value>): Promise<Value> {
  blockUnload(work, true);
  try {
    return await work;
  } finally {
    blockUnload(work, false);
  }
}
