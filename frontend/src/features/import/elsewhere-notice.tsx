import { Notice } from '#components/notice.tsx';
import { importWords as words } from './import-words.ts';
import { useImport } from './live-import.ts';

/** Why nothing can be begun here now. */
export function ElsewhereNotice() {
  if (useImport().status !== 'elsewhere') return null;
  return <Notice title={words.file.elsewhereTitle}>{words.file.elsewhereText}</Notice>;
}
