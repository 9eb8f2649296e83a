import { randomUUID } from 'node:crypto';
import type { RoleAllows } from '#local/aws/role-permissions.ts';
import type { StartExecution } from '#local/step-functions/start-execution.ts';
import { type Deliver, invalidJson, noPermissions, noResource } from './delivery.ts';

export function deliverToStateMachine(start: StartExecution, roleAllows: RoleAllows): Deliver {
  return async ({ target, eventId, input }) => {
    if (!roleAllows(target.roleArn, 'states:StartExecution', target.arn)) {
      return noPermissions(`The rule's role may not start executions of ${target.arn}.`);
    }
    // As on AWS the name is new for each delivery: an event that comes twice starts two executions.
    const outcome = await start({ stateMachineArn: target.arn, name: `${eventId}_${randomUUID()}`, input });
    if (outcome === 'no-such-machine') return noResource(`There is no state machine ${target.arn}.`);
    if (outcome === 'invalid-input') return invalidJson('The input for the state machine is not JSON.');
    return { kind: 'delivered' };
  };
}
