/** A state of the workflow, placed on a canvas in CSS pixels. */
export type WorkflowNode = {
  readonly name: string;
  readonly kind: 'task' | 'choice' | 'end';
  /** The row that a submission normally walks, or the one below it, for what only a failure leads to. */
  readonly lane: 'main' | 'side';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type WorkflowEdge = {
  readonly from: string;
  readonly to: string;
  readonly kind: 'next' | 'otherwise' | 'error';
  /** The `d` of an SVG path. */
  readonly path: string;
  /** The middle of its longest stretch, for a label. */
  readonly middle: { readonly x: number; readonly y: number };
};

export type WorkflowGraph = {
  readonly startAt: string;
  /** In order of execution. */
  readonly nodes: readonly WorkflowNode[];
  readonly edges: readonly WorkflowEdge[];
  readonly start: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
};

declare const __WORKFLOW_GRAPH__: WorkflowGraph;

/** Computed at build time from the state machine that is deployed. */
export const workflowGraph = (): WorkflowGraph => __WORKFLOW_GRAPH__;
