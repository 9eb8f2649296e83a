/** Flowcharts as Mermaid text: https://mermaid.js.org/syntax/flowchart.html */
export type NodeStyle = 'person' | 'entry' | 'compute' | 'store' | 'event' | 'failure';

export interface Node {
  readonly id: string;
  /** The first line is the name, in bold. */
  readonly lines: readonly [string, ...string[]];
  readonly style: NodeStyle;
}

export interface Group {
  readonly id: string;
  readonly title: string;
  readonly nodes: readonly Node[];
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly line?: 'solid' | 'dotted' | 'thick';
}

export interface Flowchart {
  readonly direction: 'LR' | 'TB';
  readonly nodes: readonly Node[];
  readonly groups: readonly Group[];
  readonly edges: readonly Edge[];
}

const shapes: Readonly<Record<NodeStyle, readonly [string, string]>> = {
  person: ['([', '])'],
  entry: ['[', ']'],
  compute: ['(', ')'],
  store: ['[(', ')]'],
  event: ['{{', '}}'],
  failure: ['[/', '/]'],
};

const colours: Readonly<Record<NodeStyle, string>> = {
  person: 'fill:#f8fafc,stroke:#64748b,color:#0f172a',
  entry: 'fill:#e0f2fe,stroke:#0284c7,color:#0c4a6e',
  compute: 'fill:#ffedd5,stroke:#ea580c,color:#7c2d12',
  store: 'fill:#dcfce7,stroke:#16a34a,color:#14532d',
  event: 'fill:#f3e8ff,stroke:#9333ea,color:#581c87',
  failure: 'fill:#fee2e2,stroke:#dc2626,color:#7f1d1d',
};

const arrows = { solid: '-->', dotted: '-.->', thick: '==>' } as const;

export function mermaidText({ direction, nodes, groups, edges }: Flowchart): string {
  const used = new Set([...nodes, ...groups.flatMap((group) => group.nodes)].map(({ style }) => style));
  const lines = [
    `flowchart ${direction}`,
    ...nodes.map((node) => `  ${nodeText(node)}`),
    ...groups.flatMap(groupText),
    ...edges.map((edge) => `  ${edgeText(edge)}`),
    ...[...used].map((style) => `  classDef ${style} ${colours[style]},stroke-width:1.5px`),
    '  classDef group fill:#fafafa,stroke:#cbd5e1,color:#475569',
    ...groups.map(({ id }) => `  class ${id} group`),
  ];
  return `${lines.join('\n')}\n`;
}

function nodeText({ id, lines: [name, ...others], style }: Node): string {
  const [open, close] = shapes[style];
  const text = [`**${name}**`, ...others].join('\n');
  return `${id}${open}"\`${text}\`"${close}:::${style}`;
}

function groupText({ id, title, nodes }: Group): readonly string[] {
  return [`  subgraph ${id}["${title}"]`, ...nodes.map((node) => `    ${nodeText(node)}`), '  end'];
}

function edgeText({ from, to, label, line = 'solid' }: Edge): string {
  return `${from} ${arrows[line]}${label ? `|"${label}"|` : ''} ${to}`;
}
