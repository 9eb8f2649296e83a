// Renders a plan as a readable review: warnings, changes, then the result: clients, routes, workflow, permissions, alarms.
import { readAccount } from './account.ts';
import { describeAlarms } from './alarms.ts';
import { describeChanges, summarizeCounts } from './changes.ts';
import { describeClients, findNewWriters } from './clients.ts';
import { dataLoss } from './data-loss.ts';
import { describeEvents } from './events.ts';
import { findExposure } from './exposure.ts';
import { count } from './markdown.ts';
import { describePermissions } from './permissions.ts';
import { readPlan, readVariable } from './plan.ts';
import { describeRoutes } from './routes.ts';
import { section } from './section.ts';
import { describeStateMachine } from './state-machine.ts';

const riskHeading = '# WARNING: ';

/** Whether a review warns of data loss, exposure or new write access. */
export const warnsOfRisk = (review: string): boolean => review.startsWith(riskHeading);

/** Returns Markdown from the output of `terraform show -json`. */
export function reviewPlan(plan: unknown): string {
  const resources = readPlan(plan);
  const environment = String(readVariable(plan, 'environment'));
  const lost = resources.flatMap(dataLoss).map((sentence) => `- **Loss:** ${sentence}`);
  const open = resources.flatMap(findExposure(readAccount(plan))).map((sentence) => `- **Exposure:** ${sentence}`);
  const writers = findNewWriters(resources).map((sentence) => `- **Access:** ${sentence}`);
  const warnings = [...lost, ...open, ...writers];
  const title =
    warnings.length > 0
      ? `${riskHeading}${count(warnings.length, 'risk')} to consider before you change ${environment}`
      : `# Plan for ${environment}`;
  const lines = [
    title,
    '',
    ...(warnings.length > 0 ? [...warnings, ''] : ['No data loss and no public exposure.', '']),
    `## Changes: ${summarizeCounts(resources)}`,
    '',
    ...describeChanges(resources),
    ...section('Clients', resources, describeClients),
    ...section('API routes', resources, describeRoutes),
    ...section('State machine', resources, describeStateMachine),
    ...section('Events', resources, describeEvents),
    ...section('Permissions', resources, describePermissions),
    ...section('Alarms', resources, describeAlarms),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
