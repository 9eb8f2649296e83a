/** Bounds how much runs at once. Who waits is served in order, but before all others whoever asks for the front. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async take(place: 'back' | 'front' = 'back'): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => {
      if (place === 'front') this.#waiting.unshift(resolve);
      else this.#waiting.push(resolve);
    });
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }

  async run<Value>(work: () => Promise<Value>): Promise<Value> {
    await this.take();
    try {
      return await work();
    } finally {
      this.release();
    }
  }
}
