import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { fixture } from '#support/frontend/fixture.ts';
import { requestGate } from '#support/frontend/import-page.ts';
import { connect, idInput } from '#support/frontend/registry-page.ts';

/** The accessible description of a field: its hint and its error. */
const descriptionOf = (field: Locator) =>
  field.evaluate((element) => {
    const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
  });
const isInvalid = (field: Locator) => field.getAttribute('aria-invalid');

describe('A form', function () {
  this.timeout(1_200_000);
  const app = fixture({ isConnected: true });

  it('describes each field to screen readers with its hint and its error', async () => {
    const { page } = app;
    await page.goto('/submissions');
    const list = page.getByRole('textbox', { name: 'Customer IDs' });
    await list.waitFor();
    expect(await descriptionOf(list)).to.match(/^One per line, or separated by commas.* Up to 100 at once\.\s*$/);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    expect(await descriptionOf(list)).to.contain('Type or paste at least one ID.');

    await page.goto('/ids');
    await idInput(page).fill('no way');
    await page.getByText('A space is not allowed').first().waitFor();
    expect([await isInvalid(idInput(page)), await descriptionOf(idInput(page))]).to.deep.equal([
      'true',
      'A space is not allowed (character 3). Use letters, digits, hyphens and underscores.',
    ]);

    const disconnected = await app.openPage({ apiKey: '' });
    await disconnected.goto('/connect');
    await disconnected.getByRole('button', { name: 'Connect', exact: true }).click();
    const key = disconnected.getByLabel('API key', { exact: true });
    expect([await isInvalid(key), await descriptionOf(key)]).to.deep.equal(['true', 'Enter your API key.']);
  });

  it('trims pasted text and turns off autocorrection', async () => {
    const disconnected = await app.openPage({ apiKey: '' });
    await disconnected.goto('/ids');
    await connect(disconnected, `  ${app.local.apiKey}\n`);
    await idInput(disconnected).waitFor();

    await disconnected.evaluate(() => navigator.clipboard.writeText('  paste-1\t'));
    await idInput(disconnected).focus();
    await disconnected.keyboard.press('Control+v');
    await disconnected.keyboard.press('Enter');
    await disconnected.getByText('Added PASTE-1').first().waitFor();

    const corrections = await idInput(disconnected).evaluate((field) =>
      ['autocapitalize', 'autocomplete', 'spellcheck'].map((name) => field.getAttribute(name)),
    );
    expect(corrections).to.deep.equal(['none', 'off', 'false']);
  });

  it('submits a form once while its request is pending, with a busy button that keeps its name', async () => {
    const { page } = app;
    const gate = requestGate();
    await page.route('**/api/submissions', (route) =>
      route.request().method() === 'POST' ? gate.hold(route) : route.continue(),
    );
    await page.goto('/submissions');
    await page.getByRole('textbox', { name: 'Customer IDs' }).fill('ONCE-1');

    const button = page.getByRole('button', { name: 'Submit 1 ID' });
    for (let count = 0; count < 3; count += 1) await button.click();
    await gate.waitForHeld(1);
    expect(await button.getAttribute('aria-busy')).to.equal('true');
    await gate.letPass(1);
    await page.getByRole('status').getByText('Completed').waitFor();

    expect(gate.held()).to.equal(0);
  });
});
