import { type ComponentType, lazy, useState } from 'react';

export type LazyPart<Props> = { readonly Part: ComponentType<Props>; readonly load: () => Promise<void> };

/**
 * A part of the page whose code comes later. One that is there already is drawn at once: React's own `lazy` looks for it only
 * when it is to be drawn, and shows what was missing for a moment 300 ms later, lest the screen flickers.
 */
export function lazyPart<Props extends object>(bring: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let brought: ComponentType<Props> | undefined;
  const load = async () => {
    brought ??= await bring();
  };
  const Later: ComponentType<Props> = lazy(async () => ({ default: await bring() }));
  const Part = (props: Props) => {
    // Kept while it is on the screen: another component in its place would begin from nothing.
    const [Shown] = useState(() => brought ?? Later);
    return <Shown {...props} />;
  };
  return { Part, load };
}
