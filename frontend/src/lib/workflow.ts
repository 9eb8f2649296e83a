/** A state of the workflow, positioned in CSS pixels. */
export type WorkflowNode = {
  readonly name: string;
  readonly kind: 'task' | 'choice' | 'end';
  /** `main` is the row of the normal path; `side`, below it, holds states reached only by a failure. */
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
  /** The middle of the longest segment, for a label. */
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

/** The states that a submission with this action can reach. */
export type WorkflowGraphs = Readonly<Record<'add' | 'delete', WorkflowGraph>>;

declare const __WORKFLOW_GRAPHS__: WorkflowGraphs;

/** Computed at build time from the deployed state machine. */
export const workflowGraph = (action: keyof WorkflowGraphs): WorkflowGraph => __WORKFLOW_GRAPHS__[action];
