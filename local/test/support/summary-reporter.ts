import Mocha from 'mocha';

const { Base, Spec } = Mocha.reporters;

/** The spec reporter with a machine-readable last line: "N passed, M failed[, K skipped]". */
export default class SummaryReporter extends Spec {
  override epilogue(): void {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const skipped = pending > 0 ? `, ${pending} skipped` : '';
    Base.consoleLog(`${passes} passed, ${failures} failed${skipped}`);
  }
}
