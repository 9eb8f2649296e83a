// A plan for people: what to be careful of first, then what changes, then what will be there. Pure.
import { describeAlarms } from './alarms.ts';
import { countsInWords, describeChanges } from './changes.ts';
import { dataLoss } from './data-loss.ts';
import { describeEvents } from './events.ts';
import { exposure } from './exposure.ts';
import { count } from './markdown.ts';
import { describePermissions } from './permissions.ts';
import { readPlan, variableOf } from './plan.ts';
import { describeRoutes } from './routes.ts';
import { section } from './section.ts';
import { describeStateMachine } from './state-machine.ts';

/** Markdown, from what `terraform show -json` says of a plan. */
export function reviewPlan(plan: unknown): string {
  const resources = readPlan(plan);
  const environment = String(variableOf(plan, 'environment'));
  const lost = resources.flatMap(dataLoss).map((sentence) => `- **Loss:** ${sentence}`);
  const open = resources.flatMap(exposure).map((sentence) => `- **Exposure:** ${sentence}`);
  const warnings = [...lost, ...open];
  const title =
    warnings.length > 0
      ? `# WARNING: ${count(warnings.length, 'thing')} to think about before ${environment} is changed`
      : `# Plan for ${environment}`;
  const lines = [
    title,
    '',
    ...(warnings.length > 0 ? [...warnings, ''] : ['Nothing is lost, and nothing is opened to the public.', '']),
    `## Changes: ${countsInWords(resources)}`,
    '',
    ...describeChanges(resources),
    ...section('API routes', resources, describeRoutes),
    ...section('State machine', resources, describeStateMachine),
    ...section('Events', resources, describeEvents),
    ...section('Permissions', resources, describePermissions),
    ...section('Alarms', resources, describeAlarms),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
