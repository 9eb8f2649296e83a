// Which events lead where.
import { blockOf, type Fields } from '#tools/lib/json.ts';
import { wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';
import type { Facts } from './section.ts';

export function describeEvents({ type }: Pick<PlannedResource, 'type'>, values: Fields): readonly Facts[] {
  if (type === 'aws_cloudwatch_event_rule') {
    const when = values['event_pattern'] ?? values['schedule_expression'];
    return [{ subject: `Rule ${wholeCode(values['name'])}`, sentences: [`takes ${wholeCode(when)}`] }];
  }
  if (type === 'aws_cloudwatch_event_target') {
    const deadLetters = blockOf(values['dead_letter_config'])['arn'];
    const otherwise = deadLetters ? `, or else to ${wholeCode(deadLetters)}` : ', or nowhere when that fails';
    return [
      {
        subject: `Rule ${wholeCode(values['rule'])}`,
        sentences: [`sends it to ${wholeCode(values['arn'])}${otherwise}`],
      },
    ];
  }
  return [];
}
