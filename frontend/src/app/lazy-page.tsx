import { type ComponentType, lazy, useState } from 'react';

export type LazyPage<Props> = { readonly Page: ComponentType<Props>; readonly load: () => Promise<void> };

/**
 * A page whose code comes later. One that is there already is drawn at once: React's own `lazy` looks for it only when it
 * is to be drawn, and shows what was missing for a moment 300 ms later, lest the screen flickers.
 */
export function lazyPage<Props extends object>(bring: () => Promise<ComponentType<Props>>): LazyPage<Props> {
  let brought: ComponentType<Props> | undefined;
  const load = async () => {
    brought ??= await bring();
  };
  const Later: ComponentType<Props> = lazy(async () => ({ default: await bring() }));
  const Page = (props: Props) => {
    // Kept while it is on the screen: another component in its place would begin from nothing.
    const [Shown] = useState(() => brought ?? Later);
    return <Shown {...props} />;
  };
  return { Page, load };
}
