import { expect } from 'chai';
import { describe, it } from 'mocha';
import { displayKeys, isCharacterKey, type KeyPress, shortcutReader } from '#lib/shortcut-keys.ts';
import { shortcutNames, shortcuts } from '#lib/shortcuts.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('The keys of the page', () => {
  it('give each shortcut keys of its own, and none that begins another', () => {
    const all = shortcutNames.flatMap((name) => [...shortcuts[name].keys]);

    expect(new Set(all).size).to.equal(all.length);
    for (const keys of all) expect(all.filter((other) => other.startsWith(`${keys} `))).to.deep.equal([]);
  });

  it('are read with their modifiers: the command key on Apple, Ctrl elsewhere', () => {
    const elsewhere = shortcutReader(false, () => 0);
    const onApple = shortcutReader(true, () => 0);

    expect(elsewhere(press('k', { ctrlKey: true }))?.name).to.equal('palette');
    expect(elsewhere(press('k', { metaKey: true }))).to.equal(undefined);
    expect(onApple(press('k', { metaKey: true }))?.name).to.equal('palette');
    expect(onApple(press('k', { ctrlKey: true }))).to.equal(undefined);
    expect(elsewhere(press('k', { altKey: true }))).to.equal(undefined);
  });

  it('are letters in either case, and signs however the keyboard makes them', () => {
    const read = shortcutReader(false, () => 0);

    expect(read(press('x'))?.name).to.equal('selectRow');
    expect(read(press('X'))?.name).to.equal('selectRow');
    expect(read(press('X', { shiftKey: true }))?.name).to.equal('selectRange');
    expect(read(press('?', { shiftKey: true }))?.name).to.equal('sheet');
    expect(read(press('/', { shiftKey: true }))?.name).to.equal('filter');
  });

  it('are two in a row when they come within a second', () => {
    let now = 0;
    const read = shortcutReader(false, () => now);

    expect(read(press('g'))).to.equal(undefined);
    now = 1_000;
    expect(read(press('s'))?.name).to.equal('goSubmissions');
    expect(read(press('s'))).to.equal(undefined);
    expect(read(press('g'))).to.equal(undefined);
    now = 2_001;
    expect(read(press('s'))).to.equal(undefined);
  });

  it('mean what they mean alone when they are no second key', () => {
    const read = shortcutReader(false, () => 0);

    expect(read(press('g'))).to.equal(undefined);
    expect(read(press('r'))?.name).to.equal('retry');
  });

  it('can be switched off when they are characters alone', () => {
    const characters = shortcutNames.flatMap((name) => [...shortcuts[name].keys]).filter(isCharacterKey);

    expect(characters).to.include.members(['?', 'G D', 'R', 'Shift+X', '/']);
    for (const keys of ['Mod+K', 'Mod+Z', 'F6', 'Escape', 'Delete', 'ArrowDown', 'Enter'])
      expect(characters).not.to.include(keys);
  });

  it('are shown as they are printed on the keyboard', () => {
    expect(displayKeys('Mod+K', false)).to.deep.equal(['Ctrl', 'K']);
    expect(displayKeys('Mod+K', true)).to.deep.equal(['⌘', 'K']);
    expect(displayKeys('Shift+X', false)).to.deep.equal(['Shift', 'X']);
    expect(displayKeys('G D', false)).to.deep.equal(['G', 'D']);
    expect(displayKeys('Delete', false)).to.deep.equal(['Del']);
  });
});
