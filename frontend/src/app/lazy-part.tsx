import { type ComponentType, lazy, useState } from 'react';

export interface LazyPart<Props> {
  readonly Part: ComponentType<Props>;
  readonly load: () => Promise<void>;
}

/**
 * A component whose code loads later, rendered synchronously once `load` has finished. React's own `lazy` suspends even
 * then, and shows the content up to 300 ms late.
 */
export function lazyPart<Props extends object>(importPart: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let loaded: ComponentType<Props> | undefined;
  const load = async () => {
    loaded ??= await importPart();
  };
  const Lazy: ComponentType<Props> = lazy(async () => ({ default: await importPart() }));
  const Part = (props: Props) => {
    // Fixed while mounted: switching to the other component would lose its state.
    const [Shown] = useState(() => loaded ?? Lazy);
    return <Shown {...props} />;
  };
  return { Part, load };
}
