import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import type { MachineDefinition } from './machine.ts';

export const readMachines = (stack: Stack): readonly MachineDefinition[] =>
  stack.ofType('aws_sfn_state_machine').map((values) => {
    const name = values.text('name');
    if (values.text('type', 'STANDARD') !== 'STANDARD') {
      throw new StartError(`State machine ${name}: only the type STANDARD is emulated.`);
    }
    return {
      name,
      arn: `${stack.arnPrefix('states')}:stateMachine:${name}`,
      roleArn: values.text('role_arn'),
      definition: values.record('definition').fields,
    };
  });
