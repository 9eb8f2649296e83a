import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createShortcutReader, displayKeys, isCharacterKey, type KeyPress } from '#lib/shortcut-keys.ts';
import { shortcutNames, shortcuts } from '#lib/shortcuts.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('Shortcut keys', () => {
  it('assigns unique keys to each shortcut, none a prefix of another', () => {
    const all = shortcutNames.flatMap((name) => [...shortcuts[name].keys]);

    expect(new Set(all).size).to.equal(all.length);
    for (const keys of all) expect(all.filter((other) => other.startsWith(`${keys} `))).to.deep.equal([]);
  });

  it('maps Mod to Command on Apple devices and to Ctrl elsewhere', () => {
    const elsewhere = createShortcutReader(false, () => 0);
    const onApple = createShortcutReader(true, () => 0);

    expect(elsewhere(press('k', { ctrlKey: true }))?.name).to.equal('palette');
    expect(elsewhere(press('k', { metaKey: true }))).to.equal(undefined);
    expect(onApple(press('k', { metaKey: true }))?.name).to.equal('palette');
    expect(onApple(press('k', { ctrlKey: true }))).to.equal(undefined);
    expect(elsewhere(press('k', { altKey: true }))).to.equal(undefined);
  });

  it('accepts letters in either case and signs typed with Shift', () => {
    const read = createShortcutReader(false, () => 0);

    expect(read(press('x'))?.name).to.equal('selectRow');
    expect(read(press('X'))?.name).to.equal('selectRow');
    expect(read(press('X', { shiftKey: true }))?.name).to.equal('selectRange');
    expect(read(press('?', { shiftKey: true }))?.name).to.equal('sheet');
    expect(read(press('/', { shiftKey: true }))?.name).to.equal('filter');
  });

  it('reads two keys within a second as a sequence', () => {
    let now = 0;
    const read = createShortcutReader(false, () => now);

    expect(read(press('g'))).to.equal(undefined);
    now = 1_000;
    expect(read(press('s'))?.name).to.equal('goSubmissions');
    expect(read(press('s'))).to.equal(undefined);
    expect(read(press('g'))).to.equal(undefined);
    now = 2_001;
    expect(read(press('s'))).to.equal(undefined);
  });

  it('treats a key that completes no sequence as a single key', () => {
    const read = createShortcutReader(false, () => 0);

    expect(read(press('g'))).to.equal(undefined);
    expect(read(press('r'))?.name).to.equal('retry');
  });

  it('classifies shortcuts made of characters only as single-key shortcuts', () => {
    const characters = shortcutNames.flatMap((name) => [...shortcuts[name].keys]).filter(isCharacterKey);

    expect(characters).to.include.members(['?', 'G D', 'R', 'Shift+X', '/']);
    for (const keys of ['Mod+K', 'Mod+Z', 'F6', 'Escape', 'Delete', 'ArrowDown', 'Enter'])
      expect(characters).not.to.include(keys);
  });

  it('displays keys as printed on the keyboard', () => {
    expect(displayKeys('Mod+K', false)).to.deep.equal(['Ctrl', 'K']);
    expect(displayKeys('Mod+K', true)).to.deep.equal(['⌘', 'K']);
    expect(displayKeys('Shift+X', false)).to.deep.equal(['Shift', 'X']);
    expect(displayKeys('G D', false)).to.deep.equal(['G', 'D']);
    expect(displayKeys('Delete', false)).to.deep.equal(['Del']);
  });
});
