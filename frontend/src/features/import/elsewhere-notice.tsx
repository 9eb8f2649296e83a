import { Notice } from '#components/notice.tsx';
import { useImport } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';

/** Why nothing can be begun here now. */
export function ElsewhereNotice() {
  if (useImport().status !== 'elsewhere') return null;
  return <Notice title={words.file.elsewhereTitle}>{words.file.elsewhereText}</Notice>;
}
