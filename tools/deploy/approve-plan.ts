// Decides whether a reviewed plan may be applied: a pipeline only what was approved, and nothing that warns of a risk.
import { createHash } from 'node:crypto';
import { UserError } from '#tools/lib/user-error.ts';
import { warnsOfRisk } from '#tools/review/review-plan.ts';
import { type Confirm, confirm } from './confirm.ts';

export const hashReview = (review: string): string => createHash('sha256').update(review).digest('hex');

interface Options {
  readonly environment: string;
  readonly review: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly ask?: Confirm;
}

/**
 * REVIEW_SHA256 is the hash of the review that someone approved: any other plan is rejected. With AUTO=1 a plan whose
 * review warns of a risk is rejected, because no one is there to confirm it.
 */
export async function approvePlan({ environment, review, env = process.env, ask = confirm }: Options): Promise<void> {
  const approved = env['REVIEW_SHA256'];
  if (approved && approved !== hashReview(review)) {
    throw new UserError(
      'The plan differs from the approved one, so nothing was changed. Review the new plan: run the pipeline again.',
    );
  }
  if (env['AUTO'] === '1' && warnsOfRisk(review)) {
    throw new UserError(
      `The review warns of a risk, which AUTO=1 never applies. Run \`make deploy ENV=${environment}\` on a terminal and confirm it there.`,
    );
  }
  await ask(`Apply this plan to ${environment}?`, 'yes');
}
