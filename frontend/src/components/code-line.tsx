import { CopyButton } from './copy-button.tsx';

type CodeLineProps = {
  readonly label?: string;
  readonly code: string;
  readonly what: string;
  /** What is copied, when that is more than what is shown. */
  readonly copies?: string;
};

/** One line to take away: a command, or the id of a request. */
export function CodeLine({ label, code, what, copies = code }: CodeLineProps) {
  return (
    <div className="flex min-h-9 items-center gap-3 rounded-button border border-line bg-sunken py-1 pr-1.5 pl-3 text-left text-small text-fg-2">
      {label && <span>{label}</span>}
      <code className="grow font-mono [overflow-wrap:anywhere]">{code}</code>
      <CopyButton text={copies} what={what} />
    </div>
  );
}
