import Mocha from 'mocha';

const { Base, Spec } = Mocha.reporters;

/** The spec reporter, closed by one line that a machine can read: "N passed, M failed", with the skipped ones counted. */
export default class CountingReporter extends Spec {
  override epilogue(): void {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const skipped = pending > 0 ? `, ${pending} skipped` : '';
    Base.consoleLog(`${passes} passed, ${failures} failed${skipped}`);
  }
}
