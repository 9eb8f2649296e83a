import { messages } from './messages.ts';

export type Shortcut = {
  /** Any of them does it. `+` joins keys that are held together, a space those that are pressed one after the other. */
  readonly keys: readonly [string, ...string[]];
  /** Where it works. */
  readonly place: keyof typeof messages.shortcuts.places;
  readonly text: string;
  /** It works while one types, too: no text is made of it; or where one has not begun to: no text begins with it. */
  readonly worksInFields?: true | 'empty';
  /** It goes on while the key is held. */
  readonly repeats?: true;
  /** An action that the palette offers while it can be done. */
  readonly isAction?: true;
  /** The browser does it by itself: there is nothing to handle. */
  readonly isNative?: true;
};

const text = messages.shortcuts;

/** Every key of the page: the handler, the sheet of shortcuts, the hints and the palette all read them here. */
const registry = {
  palette: { keys: ['Mod+K'], place: 'everywhere', text: text.palette, worksInFields: true },
  sheet: { keys: ['?'], place: 'everywhere', text: text.sheet, worksInFields: 'empty', isAction: true },
  goIds: { keys: ['G D'], place: 'everywhere', text: text.goIds },
  goImport: { keys: ['G I'], place: 'everywhere', text: text.goImport },
  goSubmissions: { keys: ['G S'], place: 'everywhere', text: text.goSubmissions },
  goConnect: { keys: ['G C'], place: 'everywhere', text: text.goConnect },
  retry: { keys: ['R'], place: 'everywhere', text: text.retry, isAction: true },
  undo: { keys: ['Mod+Z'], place: 'everywhere', text: text.undo, isAction: true },
  toast: { keys: ['F6'], place: 'everywhere', text: text.toast, worksInFields: true, isAction: true },
  close: { keys: ['Escape'], place: 'everywhere', text: text.close, worksInFields: true },
  box: { keys: ['N'], place: 'ids', text: text.box, isAction: true },
  filter: { keys: ['/'], place: 'ids', text: text.filter, worksInFields: 'empty', isAction: true },
  nextRow: { keys: ['J', 'ArrowDown'], place: 'ids', text: text.nextRow, repeats: true },
  previousRow: { keys: ['K', 'ArrowUp'], place: 'ids', text: text.previousRow, repeats: true },
  openRow: { keys: ['Enter'], place: 'ids', text: text.openRow, isNative: true },
  selectRow: { keys: ['X'], place: 'ids', text: text.selectRow },
  selectRange: { keys: ['Shift+X'], place: 'ids', text: text.selectRange },
  copyId: { keys: ['C'], place: 'ids', text: text.copyId, isAction: true },
  deleteId: { keys: ['Delete'], place: 'ids', text: text.deleteId, isAction: true },
  pauseImport: { keys: ['P'], place: 'import', text: text.pauseImport, isAction: true },
} as const satisfies Readonly<Record<string, Shortcut>>;

export type ShortcutName = keyof typeof registry;

export const shortcuts: Readonly<Record<ShortcutName, Shortcut>> = registry;

export const shortcutNames = Object.keys(registry) as readonly ShortcutName[];
