// make verify: checks a running system. For a deployed one it writes docs/verification.md and the recorded responses.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireRunning } from '#tools/lib/local-aws.ts';
import { docsFolder, infraFolder, rootFolder } from '#tools/lib/paths.ts';
import { runCommand, UserError } from '#tools/lib/user-error.ts';
import { points, pointsByHand, type RecordedResponse } from './points.ts';
import { openTarget, type Target } from './target.ts';

export interface Outcome {
  readonly name: string;
  /** Undefined when the point passed. */
  readonly error: string | undefined;
}

export interface Verification {
  readonly outcomes: readonly Outcome[];
  readonly responses: readonly RecordedResponse[];
}

export const responsesFile = join(docsFolder, 'verification-responses.json');

/** Runs every point, also after one failed. */
export async function verify(target: Target, print: (line: string) => void): Promise<Verification> {
  const outcomes: Outcome[] = [];
  const responses: RecordedResponse[] = [];
  for (const { name, run } of points) {
    const error = await run(target, (response) => responses.push(response)).then(
      () => undefined,
      (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
    );
    print(error === undefined ? `  ok    ${name}` : `  fail  ${name}: ${error}`);
    outcomes.push({ name, error });
  }
  return { outcomes, responses };
}

export interface Circumstances {
  readonly date: string;
  readonly commit: string;
  readonly environment: string;
  readonly region: string;
  readonly versions: string;
}

export function writeReport(
  { date, commit, environment, region, versions }: Circumstances,
  outcomes: readonly Outcome[],
): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
  const rows = outcomes.map(
    ({ name, error }) => `| ${name} | ${error === undefined ? 'pass' : `fail: ${cell(error)}`} |`,
  );
  return [
    '# Verification',
    '',
    `\`make verify ENV=${environment}\` on ${date}, commit ${commit}, region ${region}, ${versions}.`,
    '',
    '| point | result |',
    '| --- | --- |',
    ...rows,
    '',
    'To try by hand, because they change the environment:',
    '',
    ...pointsByHand.map((point) => `- ${point}`),
    '',
  ].join('\n');
}

function readCircumstances({ environment, client }: Target): Circumstances {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: rootFolder, encoding: 'utf8' }).trim();
  const lock = readFileSync(join(infraFolder, '.terraform.lock.hcl'), 'utf8');
  const provider = /hashicorp\/aws"[\s\S]*?version\s*= "([^"]+)"/.exec(lock)?.[1];
  const versions = `Node ${process.versions.node}, AWS provider ${provider}`;
  return { date: new Date().toISOString().slice(0, 10), commit, environment, region: client.region, versions };
}

async function main(environment: string): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const target = openTarget(environment);
  await requireRunning(fetch(target.siteUrl));
  print(`Verifying ${environment} at ${target.siteUrl}:`);
  const { outcomes, responses } = await verify(target, print);
  if (environment !== 'local') {
    writeFileSync(join(docsFolder, 'verification.md'), writeReport(readCircumstances(target), outcomes));
    writeFileSync(responsesFile, `${JSON.stringify(responses, null, 2)}\n`);
    print('Wrote docs/verification.md and docs/verification-responses.json. Commit both.');
  }
  const failed = outcomes.filter(({ error }) => error !== undefined).length;
  if (failed > 0) throw new UserError(`${failed} of ${outcomes.length} points failed.`);
}

if (process.argv[1] === import.meta.filename) runCommand(() => main(process.env['ENV'] ?? 'local'));
