// The picture of the system, from what Terraform planned: a resource that is added, or an arrow that a policy or a
// target no longer allows, changes it.
import type { Stack } from '#tools/lib/stack.ts';
import { apiFunctions, entry } from './architecture-api.ts';
import { attention, eventBridge, tables, workflow } from './architecture-workflow.ts';
import { mermaidText } from './mermaid.ts';
import { readFunctions } from './stack-functions.ts';

export function architectureText(stack: Stack): string {
  const functions = readFunctions(stack);
  const front = entry(stack);
  // In this order the layout crosses the fewest lines.
  const groups = [
    { id: 'attention', title: 'What needs a person', ...attention(stack) },
    { id: 'workflow', title: 'Step Functions, one execution for each submission', ...workflow(stack, functions) },
    { id: 'tables', title: 'DynamoDB', ...tables(stack) },
    { id: 'events', title: 'EventBridge', ...eventBridge(stack) },
    { id: 'api', title: 'Lambda, one function for each operation', ...apiFunctions(stack, functions) },
  ];
  const edges = [...front.edges, ...groups.toReversed().flatMap((group) => group.edges)];
  return mermaidText({ direction: 'TB', nodes: front.nodes, groups, edges });
}
