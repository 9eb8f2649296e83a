/** One class of the fault matrix. */
export interface FaultClass {
  readonly id: string;
  readonly title: string;
  /** Injects the fault once. The same seed repeats the run. Rejects if an invariant is violated. */
  readonly run: (seed: number) => Promise<void>;
}
