import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { rootFolder } from '#tools/lib/paths.ts';

const files = ['docs/deploy.md', 'infra/bootstrap/README.md'];

/** The documented Terraform commands, one per line, without `-chdir`. */
const commandsIn = (file: string): readonly string[] => {
  const text = readFileSync(join(rootFolder, file), 'utf8').replace(/\\\n\s*/g, '');
  return Array.from(text.matchAll(/^\s*terraform (?:-chdir=infra\/bootstrap )?(.*)$/gm), ([, command]) =>
    String(command),
  );
};

describe('the documented bootstrap', () => {
  for (const file of files) {
    it(`documents in ${file} how to apply each environment in its own workspace, and create the OIDC provider once`, () => {
      const commands = commandsIn(file).filter((command) => /^(workspace|apply)/.test(command));

      expect(commands).to.have.lengthOf(4);
      for (const [index, environment] of ['dev', 'prod'].entries()) {
        const [select = '', apply = ''] = commands.slice(index * 2);
        expect(select).to.equal(`workspace select -or-create ${environment}`);
        expect(apply).to.match(new RegExp(`^apply -var environment=${environment} -var github_repository=`));
        expect(apply.includes('-var manage_github_provider=false')).to.equal(environment === 'prod');
      }
    });

    it(`explains in ${file} who can read the state`, () => {
      const text = readFileSync(join(rootFolder, file), 'utf8');

      expect(text).to.contain('state_administrators=[').and.to.contain('`state_administrator_arns`');
    });
  }

  it('uses the same state bucket as the backend settings of each environment', () => {
    const name = /state_bucket = "\$\{local\.stack\}-state-\$\{local\.account\}-\$\{var\.aws_region\}"/;

    expect(readFileSync(join(rootFolder, 'infra/bootstrap/main.tf'), 'utf8')).to.match(name);
    for (const environment of ['dev', 'prod']) {
      const backend = readFileSync(join(rootFolder, `infra/environments/${environment}.s3.tfbackend`), 'utf8');
      expect(backend).to.contain(`= "customer-ids-${environment}-state-ACCOUNT-eu-west-1"`);
    }
  });
});
