// SVG plots for docs/benchmarks.md. Each has its own background, because an image cannot know the theme of its page.
import type { Row } from './benchmark-table.ts';

const style = `<style>
  .back { fill: #ffffff } text { fill: #1f2328; font: 12px system-ui, sans-serif }
  .dim { fill: #59636e } .met { fill: #0969da } .missed { fill: #bc4c00 }
  .rule { stroke: #59636e; stroke-width: 1 } .line { stroke: #0969da; stroke-width: 2; fill: none }
  @media (prefers-color-scheme: dark) {
    .back { fill: #0d1117 } text { fill: #f0f6fc }
    .dim { fill: #9198a1 } .met { fill: #4493f8 } .missed { fill: #f0883e }
    .rule { stroke: #9198a1 } .line { stroke: #4493f8 }
  }
</style>`;

const width = 760;
const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const round = (value: number): string => String(Math.round(value * 10) / 10);

function svg(title: string, height: number, body: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeText(title)}</title>`,
    style,
    `<rect class="back" width="${width}" height="${height}"/>`,
    ...body,
    '</svg>\n',
  ].join('\n');
}

const label = (x: number, y: number, text: string, attributes = ''): string =>
  `<text x="${round(x)}" y="${round(y)}"${attributes && ` ${attributes}`}>${escapeText(text)}</text>`;

const rule = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="rule" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;

const rowHeight = 24;
const bars = { left: 370, right: 580, top: 40 } as const;
/** Longer bars are cut. */
const scoreMax = 3;

/** One bar for each measurement with a target; undefined if there is none. */
export function targetPlot(title: string, rows: readonly Row[]): string | undefined {
  const targeted = rows.filter(({ target }) => target !== '');
  if (targeted.length === 0) return undefined;
  const toX = (score: number) => bars.left + ((bars.right - bars.left) * Math.min(score, scoreMax)) / scoreMax;
  const bottom = bars.top + targeted.length * rowHeight;
  const drawn = targeted.flatMap(({ name, target, text, score, isMet }, index) => {
    const y = bars.top + index * rowHeight;
    const bar = `<rect class="${isMet ? 'met' : 'missed'}" x="${bars.left}" y="${y + 5}" width="${round(toX(score) - bars.left)}" height="14"/>`;
    const values = `${text} (${target.replace(' in each run', '')})`;
    return [label(bars.left - 8, y + 16, name, 'text-anchor="end"'), bar, label(bars.right + 8, y + 16, values)];
  });
  const line = [
    rule(toX(1), bars.top - 6, toX(1), bottom),
    label(toX(1), bars.top - 12, 'target', 'class="dim" text-anchor="middle"'),
  ];
  const caption = label(bars.right + 8, bars.top - 12, 'longer is better', 'class="dim"');
  return svg(`${title}: measurements relative to their targets`, bottom + 12, [caption, ...drawn, ...line]);
}

export interface Series {
  readonly title: string;
  readonly unit: string;
  readonly points: readonly (readonly [seconds: number, value: number])[];
}

const chart = { left: 70, right: 740, height: 120, gap: 50, top: 30 } as const;

/** One panel for each series, one below the other, over the same time. */
export function timePlot(title: string, series: readonly Series[]): string {
  const end = Math.max(...series.flatMap(({ points }) => points.map(([seconds]) => seconds)));
  const panels = series.flatMap((each, index) => panel(each, end, chart.top + index * (chart.height + chart.gap)));
  return svg(title, chart.top + series.length * (chart.height + chart.gap), panels);
}

function panel({ title, unit, points }: Series, end: number, top: number): readonly string[] {
  const bottom = top + chart.height;
  const highest = roundUp(Math.max(...points.map(([, value]) => value)));
  const toX = (seconds: number) => chart.left + ((chart.right - chart.left) * seconds) / end;
  const toY = (value: number) => bottom - (chart.height * value) / highest;
  const line = points.map(([seconds, value]) => `${round(toX(seconds))},${round(toY(value))}`).join(' ');
  return [
    label(chart.left, top - 10, `${title}, ${unit}`),
    rule(chart.left, bottom, chart.right, bottom),
    rule(chart.left, top, chart.left, bottom),
    label(chart.left - 6, top + 8, String(highest), 'class="dim" text-anchor="end"'),
    label(chart.left - 6, bottom, '0', 'class="dim" text-anchor="end"'),
    label(chart.right, bottom + 16, `${Math.round(end)} s`, 'class="dim" text-anchor="end"'),
    `<polyline class="line" points="${line}"/>`,
  ];
}

/** To one or two digits and zeros, for the end of an axis. */
function roundUp(value: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(value, 1))) / 2;
  return Math.ceil(value / step) * step;
}
