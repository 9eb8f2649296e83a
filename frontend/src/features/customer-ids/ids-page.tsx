import { useRef } from 'react';
import type { CustomerIdRecord } from '#lib/api/customer-ids.ts';
import { type CustomerId, customerIdPrefixPattern } from '#lib/customer-id.ts';
import { navigate, useAddressParameter } from '#lib/navigation.ts';
import { idPath, idsPath } from '#lib/paths.ts';
import { fill } from '#lib/phrase.ts';
import { useSettled } from '#lib/use-settled.ts';
import { useTitle } from '#lib/use-title.ts';
import { words } from '#lib/words.ts';
import { IdsColumn } from './ids-column.tsx';
import { neighbourOf } from './list-edits.ts';
import { OpenId } from './open-id.tsx';
import { useFocusRow } from './use-focus-row.ts';
import { useIdDesk } from './use-id-desk.tsx';
import { useIdList } from './use-id-list.ts';

const settleMillis = 150;

/** The box, the list and, beside it, the ID that the address names. */
export function IdsPage({ openId }: { readonly openId: string | undefined }) {
  const [prefix, setPrefix] = useAddressParameter('prefix');
  const settledPrefix = useSettled(prefix, settleMillis);
  const isPrefix = customerIdPrefixPattern.test(settledPrefix);
  const ids = useIdList(isPrefix ? settledPrefix : '');
  const desk = useIdDesk();
  const column = useRef<HTMLDivElement>(null);
  const focusRow = useFocusRow(column);
  const listPath = idsPath(prefix);
  useTitle(openId === undefined ? words.ids : fill(words.detailTitle, { detail: openId, page: words.ids }));

  const open = (id: string) => navigate(idPath(id, prefix));
  const close = () => {
    navigate(listPath);
    focusRow(openId);
  };
  const remove = async (id: CustomerId, record: CustomerIdRecord, etag: string | undefined) => {
    const next = ids.status === 'loaded' ? neighbourOf(ids.items, id) : undefined;
    navigate(listPath);
    focusRow(next);
    const removed = await desk.remove(id, record, etag);
    if (!removed.ok && removed.failure.kind === 'changed') open(id);
  };

  return (
    <div className="flex min-h-0 grow">
      <IdsColumn
        ref={column}
        ids={ids}
        desk={desk}
        prefix={prefix}
        isPrefix={isPrefix}
        openId={openId}
        onPrefix={setPrefix}
        onOpen={open}
      />
      {openId !== undefined && (
        <OpenId
          text={openId}
          listPath={listPath}
          pathOf={(id) => idPath(id, prefix)}
          onClose={close}
          onAdd={(id) => void desk.add(id)}
          onDelete={(id, record, etag) => void remove(id, record, etag)}
        />
      )}
    </div>
  );
}
