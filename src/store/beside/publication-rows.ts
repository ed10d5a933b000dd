import { canonicalJson } from '../../engine/audit/canonical-form.js';
import type { LedgerRecord } from '../../engine/audit/record.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { Append } from '../../usecases/ports.js';

/** A publication as its row holds it. */
export interface PublicationValues {
  readonly id: string;
  readonly publication: string;
  readonly seq: number;
  readonly published_on: string;
  /** JSON object. */
  readonly fields: string;
}

/** What a record makes public. Pure: the same record gives the same rows, which is what `fsck` relies on. */
export function publicationsOf({ id, seq, data }: LedgerRecord): readonly PublicationValues[] {
  const { published = [], on } = data as unknown as CaseEvent;
  return published.map(({ publication, fields }) => ({
    ...{ id, publication, seq },
    published_on: on,
    fields: canonicalJson(fields),
  }));
}

/** What an append makes public. */
export function publicationRows({ caseChange, records }: Append): readonly PublicationValues[] | undefined {
  if (!caseChange) return undefined;
  const rows = records.flatMap(({ record }) => publicationsOf(record));
  return rows.length === 0 ? undefined : rows;
}
