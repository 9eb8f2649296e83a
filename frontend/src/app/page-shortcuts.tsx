import { navigate } from '#lib/navigation.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import { type NavigationItem, navigationItems } from './navigation-items.ts';

function PageShortcut({ item: { path, shortcut } }: { readonly item: NavigationItem }) {
  useShortcut(shortcut, () => navigate(path));
  return null;
}

/** The keys that lead to the pages. */
export function PageShortcuts() {
  return navigationItems.map((item) => <PageShortcut key={item.path} item={item} />);
}
