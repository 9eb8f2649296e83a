import { randomUUID } from 'node:crypto';
import type { IsRoleAllowed } from '#local/aws/role-permissions.ts';
import type { StartExecution } from '#local/step-functions/start-execution.ts';
import { type Deliver, invalidJson, noPermissions, noResource } from './delivery.ts';

export function deliverToStateMachine(start: StartExecution, roleAllows: IsRoleAllowed): Deliver {
  return async ({ target, eventId, input }) => {
    if (!roleAllows(target.roleArn, 'states:StartExecution', target.arn)) {
      return noPermissions(`The rule's role is not allowed to start executions of ${target.arn}.`);
    }
    // As on AWS, each delivery gets a new name: a duplicate event starts a second execution.
    const outcome = await start({ stateMachineArn: target.arn, name: `${eventId}_${randomUUID()}`, input });
    if (outcome === 'no-such-machine') return noResource(`State machine ${target.arn} does not exist.`);
    if (outcome === 'invalid-input') return invalidJson('The input for the state machine is not valid JSON.');
    return { kind: 'delivered' };
  };
}
