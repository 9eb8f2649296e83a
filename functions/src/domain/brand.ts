declare const brand: unique symbol;

/** A nominal type: only its parser produces it, and the bare type is not assignable to it. */
export type Brand<Bare, Name extends string> = Bare & { readonly [brand]: Name };
