// Describes event rules and their targets.
import { blockOf, type Fields } from '#tools/lib/json.ts';
import { wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';
import type { Facts } from './section.ts';

export function describeEvents({ type }: Pick<PlannedResource, 'type'>, values: Fields): readonly Facts[] {
  if (type === 'aws_cloudwatch_event_rule') {
    const when = values['event_pattern'] ?? values['schedule_expression'];
    return [{ subject: `Rule ${wholeCode(values['name'])}`, sentences: [`matches ${wholeCode(when)}`] }];
  }
  if (type === 'aws_cloudwatch_event_target') {
    const deadLetters = blockOf(values['dead_letter_config'])['arn'];
    const deadLetterText = deadLetters
      ? `, with dead letters to ${wholeCode(deadLetters)}`
      : ', without a dead-letter queue';
    return [
      {
        subject: `Rule ${wholeCode(values['rule'])}`,
        sentences: [`sends them to ${wholeCode(values['arn'])}${deadLetterText}`],
      },
    ];
  }
  return [];
}
