import type { Semaphore } from '#local/semaphore.ts';

/** A permit that one execution releases and reacquires. Executions that have begun take precedence over new ones. */
export class RunPermit {
  readonly #semaphore: Semaphore;
  #isHeld = false;
  #wasHeld = false;

  constructor(semaphore: Semaphore) {
    this.#semaphore = semaphore;
  }

  async acquire(): Promise<void> {
    if (this.#isHeld) return;
    await this.#semaphore.acquire(this.#wasHeld ? 'front' : 'back');
    this.#isHeld = true;
    this.#wasHeld = true;
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#semaphore.release();
  }
}
