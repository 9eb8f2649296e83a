/** Shown only where there is a keyboard, and never spoken: the control itself has a name. */
export function KeyHint({ children }: { readonly children: string }) {
  return (
    <kbd
      aria-hidden
      className="hidden h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-key border border-current/30 px-1 font-sans text-key font-medium opacity-80 [@media(hover:hover)]:hand:inline-flex"
    >
      {children}
    </kbd>
  );
}
