import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { deployFile, readSettings, withSettings } from '#tools/docs/settings.ts';

describe('the settings table in docs/deploy.md', () => {
  it('keeps the settings table up to date with the Terraform variables; otherwise run make docs', () => {
    const page = readFileSync(deployFile, 'utf8');

    expect(page).to.equal(withSettings(page));
  });

  it('contains the description and default of each variable', () => {
    const variables = `variable "throttle" {
  description = "Requests a second."
  type        = object({ rate = number })
  default     = { rate = 100 }
  nullable    = false

  validation {
    condition     = var.throttle.rate > 0
    error_message = "Give a rate above 0."
  }
}

variable "name" {
  description = "Name of it."
  type        = string
}
`;

    expect(readSettings(variables)).to.deep.equal([
      { name: 'throttle', description: 'Requests a second.', value: '`{ rate = 100 }`' },
      { name: 'name', description: 'Name of it.', value: 'required' },
    ]);
  });
});
