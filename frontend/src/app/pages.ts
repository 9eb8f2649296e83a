import { Hash, KeyRound, type LucideIcon, Workflow } from 'lucide-react';
import { paths } from '#lib/paths.ts';
import { words } from '#lib/words.ts';

export type NavigationItem = { readonly path: string; readonly name: string; readonly icon: LucideIcon };

/** What the navigation offers, in its order. */
export const navigationItems: readonly NavigationItem[] = [
  { path: paths.ids, name: words.ids, icon: Hash },
  { path: paths.submissions, name: words.submissions, icon: Workflow },
  { path: paths.connect, name: words.connect, icon: KeyRound },
];

/** The page an address belongs to: a detail is part of its list. */
export const isPartOf = (path: string, page: string): boolean => path === page || path.startsWith(`${page}/`);
