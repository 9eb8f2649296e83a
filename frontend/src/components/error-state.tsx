import { CloudAlert } from 'lucide-react';
import { useState } from 'react';
import type { Problem } from '#lib/api/problem.ts';
import { explainRead } from '#lib/explain-problem.ts';
import { messages } from '#lib/messages.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { Button } from './button.tsx';
import { CodeLine } from './code-line.tsx';
import { ShortcutHint } from './key-hint.tsx';

type ErrorStateProps = { readonly title: string; readonly problem: Problem; readonly onRetry: () => void };

/** Replaces content that failed to load: states the cause and offers a retry and the request ID. */
export function ErrorState({ title, problem, onRetry }: ErrorStateProps) {
  useShortcut('retry', onRetry);
  const [failedAt] = useState(() => new Date().toISOString());
  return (
    <div role="alert" className="m-auto flex w-full max-w-[33rem] gap-3 px-(--edge) pt-10 pb-24">
      <span className="flex size-10 shrink-0 items-center justify-center rounded-box bg-bad-tint text-bad">
        <CloudAlert aria-hidden size={20} strokeWidth={1.75} />
      </span>
      <div className="min-w-0 grow">
        <h2 className="text-heading">{title}</h2>
        <p className="mt-0.5 mb-4 text-fg-2">{explainRead(problem)}</p>
        <Button variant="primary" onClick={onRetry}>
          {messages.tryAgain}
          <ShortcutHint name="retry" />
        </Button>
        {problem.requestId && (
          <div className="mt-5">
            <CodeLine
              label={messages.request}
              code={problem.requestId}
              name={messages.problemDetails}
              copyValue={`${title}\n${failedAt}\n${problem.requestId}`}
            />
          </div>
        )}
      </div>
    </div>
  );
}
