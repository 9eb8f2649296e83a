/** Limits concurrency. Waiters are served in order; `front` goes before all others. */
export class Semaphore {
  #available: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#available = count;
  }

  async acquire(place: 'back' | 'front' = 'back'): Promise<void> {
    if (this.#available > 0) {
      this.#available -= 1;
      return;
    }
    await new Promise<void>((resolve) => {
      if (place === 'front') this.#waiting.unshift(resolve);
      else this.#waiting.push(resolve);
    });
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#available += 1;
    else next();
  }

  async run<Value>(work: () => Promise<Value>, place: 'back' | 'front' = 'back'): Promise<Value> {
    await this.acquire(place);
    try {
      return await work();
    } finally {
      this.release();
    }
  }
}
