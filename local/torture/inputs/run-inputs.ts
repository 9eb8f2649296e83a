import { allCases } from './cases.ts';
import { loadJsonTexts } from './corpora.ts';
import { generateCase } from './generated-cases.ts';
import { describeCase, type InputCase, type InputResponse, type SendInput } from './input-case.ts';
import { problemCodes } from './operations.ts';
import { judge } from './oracle.ts';

export interface InputReport {
  readonly sent: number;
  readonly byGroup: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
}

export interface InputRun {
  readonly send: SendInput;
  readonly random: () => number;
  /** Requests in progress at once. */
  readonly concurrency: number;
  readonly accepts?: (input: InputCase) => boolean;
}

const violationsMax = 50;

/** All cases of the corpora, then generated ones. The full size is 1,000,000 generated. */
export async function runAllInputs(run: InputRun, generated: number): Promise<InputReport> {
  const texts = await loadJsonTexts();
  function* cases() {
    yield* allCases(texts);
    for (let at = 0; at < generated; at += 1) yield generateCase(run.random);
  }
  return runCases(cases(), run);
}

/** The same number of cases of every group, drawn at random, then as many generated ones. */
export async function runSample(run: InputRun, perGroup: number): Promise<InputReport> {
  const groups = new Map<string, InputCase[]>();
  for (const input of allCases(await loadJsonTexts())) {
    const group = groups.get(input.group) ?? [];
    groups.set(input.group, group);
    group.push(input);
  }
  function* cases() {
    for (const group of groups.values())
      for (let at = 0; at < perGroup && group.length > 0; at += 1)
        yield* group.splice(Math.floor(run.random() * group.length), 1);
    for (let at = 0; at < perGroup; at += 1) yield generateCase(run.random);
  }
  return runCases(cases(), run);
}

async function runCases(cases: Iterator<InputCase> & Iterable<InputCase>, run: InputRun): Promise<InputReport> {
  const byGroup: Record<string, number> = {};
  const byStatus: Record<string, number> = {};
  const violations: string[] = [];
  let sent = 0;
  const sendCase = async (input: InputCase) => {
    const response = await run.send(input);
    sent += 1;
    byGroup[input.group] = (byGroup[input.group] ?? 0) + 1;
    byStatus[response.status] = (byStatus[response.status] ?? 0) + 1;
    const fault = findFault(input, response);
    if (fault && violations.length < violationsMax) violations.push(`${fault} ${describeCase(input)}`);
  };
  const work = async () => {
    for (let next = cases.next(); !next.done; next = cases.next())
      if (run.accepts?.(next.value) ?? true) await sendCase(next.value);
  };
  await Promise.all(Array.from({ length: run.concurrency }, work));
  return { sent, byGroup, byStatus, violations };
}

function findFault(input: InputCase, response: InputResponse): string | undefined {
  const { statuses, isBeforeApi } = judge(input);
  if (!statuses.has(response.status)) return `${response.status} instead of ${[...statuses].join(' or ')}:`;
  if (response.status < 400 || isBeforeApi || input.method === 'HEAD') return undefined;
  return isProblem(response)
    ? undefined
    : `${response.status} without a problem document (${response.text.slice(0, 200)}):`;
}

function isProblem({ status, contentType, text }: InputResponse): boolean {
  if (!/^application\/problem\+json/.test(contentType)) return false;
  const problem = JSON.parse(text);
  const hasTexts = ['type', 'title', 'detail', 'requestId'].every((name) => typeof problem[name] === 'string');
  return hasTexts && problemCodes.includes(problem.code) && (problem.status ?? status) === status;
}
