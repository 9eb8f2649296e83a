import { expect } from 'chai';
import { describe, it } from 'mocha';
import { planned, planOf } from '#support/tools/plan.ts';
import { approvePlan, hashReview } from '#tools/deploy/approve-plan.ts';
import { reviewPlan } from '#tools/review/review-plan.ts';

const safe = reviewPlan(planOf(planned('aws_sqs_queue', { after: { name: 'dead-letters' } })));
const lossy = reviewPlan(planOf(planned('aws_dynamodb_table', { before: { name: 'customer_ids_dev' } })));
const exposed = reviewPlan(planOf(planned('aws_s3_bucket_acl', { after: { acl: 'public-read' } })));

/** Resolves to the questions asked, or to the message of the refusal. */
async function approve(review: string, env: NodeJS.ProcessEnv): Promise<readonly string[] | string> {
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
  };
  return approvePlan({ environment: 'dev', review, env, ask }).then(
    () => questions,
    (error: Error) => error.message,
  );
}

describe('make deploy', () => {
  it('never applies a plan that warns of a risk with AUTO=1, even an approved one', async () => {
    for (const review of [lossy, exposed]) {
      expect(await approve(review, { AUTO: '1' })).to.match(/^The review warns of a risk/);
      const approved = { AUTO: '1', REVIEW_SHA256: hashReview(review) };
      expect(await approve(review, approved)).to.match(/^The review warns of a risk/);
    }
  });

  it('asks before it applies a plan that warns of data loss on a terminal', async () => {
    expect(await approve(lossy, {})).to.deep.equal(['Apply this plan to dev?']);
  });

  it('applies a plan only if its review is byte-identical to the approved one', async () => {
    const approved = { AUTO: '1', REVIEW_SHA256: hashReview(safe) };

    expect(await approve(safe, approved)).to.deep.equal(['Apply this plan to dev?']);
    expect(await approve(safe.replace('1 to add', '2 to add'), approved)).to.match(/^The plan differs/);
    expect(await approve(`${safe}\n`, approved)).to.match(/^The plan differs/);
  });
});
