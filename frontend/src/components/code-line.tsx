import { CopyButton } from './copy-button.tsx';

type CodeLineProps = {
  readonly label?: string;
  readonly code: string;
  /** Name of the text in the copy button's label. */
  readonly name: string;
  /** Text to copy, if it differs from the displayed code. */
  readonly copyValue?: string;
};

/** One line of code with a copy button. */
export function CodeLine({ label, code, name, copyValue = code }: CodeLineProps) {
  return (
    <div className="flex min-h-9 items-center gap-3 rounded-button border border-line bg-sunken py-1 pr-1.5 pl-3 text-left text-small text-fg-2">
      {label && <span>{label}</span>}
      <code className="grow font-mono [overflow-wrap:anywhere]">{code}</code>
      <CopyButton text={copyValue} name={name} />
    </div>
  );
}
