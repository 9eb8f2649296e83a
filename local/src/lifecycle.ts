interface Stoppable {
  readonly stop: () => Promise<void>;
}

/** What has been started so far, to be stopped in reverse order whatever happens. */
export class Running {
  readonly #parts: Stoppable[] = [];

  add<Part extends Stoppable>(part: Part): Part {
    this.#parts.push(part);
    return part;
  }

  /** Stops everything, and rejects with the first failure only after the last part was asked to stop. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
      await part.stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
