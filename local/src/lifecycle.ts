interface Stoppable {
  readonly stop: () => Promise<void>;
}

/** Started services, which are stopped in reverse order. */
export class Lifecycle {
  readonly #services: Stoppable[] = [];

  add<Service extends Stoppable>(service: Service): Service {
    this.#services.push(service);
    return service;
  }

  /** Stops every service, then rejects with the first failure, if any. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (let service = this.#services.pop(); service; service = this.#services.pop()) {
      await service.stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
