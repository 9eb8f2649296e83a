import type { Slots } from '#local/semaphore.ts';

/** One execution's right to run. Who had it before gets it back before those who have not begun: what has begun should end. */
export class Turn {
  readonly #slots: Slots;
  #isHeld = false;
  #wasHeld = false;

  constructor(slots: Slots) {
    this.#slots = slots;
  }

  async take(): Promise<void> {
    if (this.#isHeld) return;
    await this.#slots.take(this.#wasHeld ? 'front' : 'back');
    this.#isHeld = true;
    this.#wasHeld = true;
  }

  give(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#slots.release();
  }
}
