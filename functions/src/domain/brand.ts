declare const brand: unique symbol;

/** A value that passed its one parser: the compiler refuses the bare type in its place. */
export type Brand<Bare, Name extends string> = Bare & { readonly [brand]: Name };
