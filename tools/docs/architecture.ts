// Generates the architecture diagram from the Terraform plan: nodes are resources, edges follow from policies and
// event targets.
import type { Stack } from '#tools/lib/stack.ts';
import { apiFunctions, entry } from './architecture-api.ts';
import { eventBridge, failureHandling, tables, workflow } from './architecture-workflow.ts';
import { mermaidText } from './mermaid.ts';
import { readFunctions } from './stack-functions.ts';

export function architectureText(stack: Stack): string {
  const functions = readFunctions(stack);
  const front = entry(stack);
  // This order gives the fewest crossing edges.
  const groups = [
    { id: 'attention', title: 'Failures and alarms', ...failureHandling(stack) },
    { id: 'workflow', title: 'Step Functions: one execution per submission', ...workflow(stack, functions) },
    { id: 'tables', title: 'DynamoDB', ...tables(stack) },
    { id: 'events', title: 'EventBridge', ...eventBridge(stack) },
    { id: 'api', title: 'Lambda: one function per operation', ...apiFunctions(stack, functions) },
  ];
  const edges = [...front.edges, ...groups.toReversed().flatMap((group) => group.edges)];
  return mermaidText({ direction: 'TB', nodes: front.nodes, groups, edges });
}
