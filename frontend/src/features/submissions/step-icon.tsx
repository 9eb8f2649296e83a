import { Circle, CircleCheck, CircleDashed, CircleQuestionMark, CircleX, type LucideIcon } from 'lucide-react';
import type { NodeState } from './workflow-trace.ts';

const icons: Readonly<Record<NodeState, LucideIcon>> = {
  waiting: Circle,
  'if-needed': CircleDashed,
  done: CircleCheck,
  failed: CircleX,
  'not-needed': CircleDashed,
  'not-reached': CircleDashed,
  unknown: CircleQuestionMark,
};

export const stepIconColors: Readonly<Record<NodeState, string>> = {
  waiting: 'text-fg-3',
  'if-needed': 'text-fg-3',
  done: 'text-iris',
  failed: 'text-bad',
  'not-needed': 'text-fg-3',
  'not-reached': 'text-fg-3',
  unknown: 'text-fg-3',
};

export function StepIcon({ state, size = 14 }: { readonly state: NodeState; readonly size?: number }) {
  const Icon = icons[state];
  return <Icon aria-hidden size={size} strokeWidth={1.75} className="shrink-0" />;
}
