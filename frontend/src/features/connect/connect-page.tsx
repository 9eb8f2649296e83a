import type { ReactNode } from 'react';
import { PageHeader } from '#components/page-header.tsx';
import { SegmentedControl } from '#components/segmented-control.tsx';
import { messages } from '#lib/messages.ts';
import { chooseTheme, themes, useTheme } from '#lib/theme.ts';
import { useApiKey } from '#lib/use-api-key.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { ConnectForm } from './connect-form.tsx';
import { Connected } from './connected.tsx';

function Appearance() {
  const theme = useTheme();
  return (
    <div className="mt-10 border-t border-line pt-6">
      <p aria-hidden="true" className="mb-2 font-medium">
        {messages.theme.label}
      </p>
      <SegmentedControl
        label={messages.theme.label}
        value={theme}
        onChange={chooseTheme}
        segments={themes.map((value) => ({ value, label: messages.theme[value] }))}
      />
    </div>
  );
}

/** `unfinished` names the work that goes on as soon as there is a key. */
export function ConnectPage({ unfinished }: { readonly unfinished: ReactNode }) {
  const key = useApiKey();
  useDocumentTitle(messages.connect);
  return (
    <>
      <PageHeader title={messages.connect} />
      <div className="flex grow flex-col items-center overflow-y-auto px-(--edge) py-10 hand:py-16">
        <div className="w-full max-w-[25rem]">
          {key === undefined ? <ConnectForm unfinished={unfinished} /> : <Connected apiKey={key} />}
          <Appearance />
        </div>
      </div>
    </>
  );
}
