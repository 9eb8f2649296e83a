import { parseCustomerId, submissionIdPattern } from '#lib/customer-id.ts';
import { paths } from '#lib/paths.ts';

export type Detail = { readonly kind: 'id' | 'submission'; readonly name: string };

/** The ID or the submission that an address of the page shows. */
export function detailOf(path: string): Detail | undefined {
  const [, page, segment = ''] = path.split('/');
  const name = decodedOr(segment, '');
  if (`/${page}` === paths.ids) return parseCustomerId(name).ok ? { kind: 'id', name } : undefined;
  return `/${page}` === paths.submissions && submissionIdPattern.test(name) ? { kind: 'submission', name } : undefined;
}

/** Anyone can write an address by hand, with escapes that are none. */
function decodedOr(segment: string, otherwise: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return otherwise;
  }
}
