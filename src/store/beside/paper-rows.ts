import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Append } from '../../usecases/ports.js';

/** An issued document as its row begins. */
interface IssuedValues {
  readonly id: string;
  readonly document: string;
  readonly title: string;
  readonly organ: string;
  readonly number: string | null;
  readonly issued_on: string;
  readonly seq: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly receipt: string;
}

interface ServedValues {
  readonly id: string;
  readonly served_on: string;
  /** Absent: it has taken effect. */
  readonly takes_effect_at?: string;
}

/** What an append writes of documents: numbers taken, documents issued, services that count. */
export function paperRows(append: Append): object | undefined {
  const { caseChange, papers = [] } = append;
  if (!caseChange) return undefined;
  const issued = issuedValues(append);
  const served = servedValues(caseChange);
  if (issued.length === 0 && served.length === 0) return undefined;
  const numbers = papers.flatMap(({ id, number }) => (number ? [{ ...number, document: id }] : []));
  return { numbers, issued, served };
}

/** Every document that a record of the append issues; its title and organ are told beside the record. */
function issuedValues({ records, caseChange, papers = [] }: Append): readonly IssuedValues[] {
  const { documents = {} } = caseChange?.state ?? {};
  return records.flatMap(({ record, leaf }) => {
    const changes = (record.data as unknown as CaseEvent).papers ?? [];
    return changes.flatMap((change): readonly IssuedValues[] => {
      const paper = papers.find(({ id }) => id === change.id);
      const document = documents[change.id]?.document;
      if (change.did !== 'issued' || !paper || document === undefined) return [];
      const { number = null, on, sha256, sm3 } = change.issued;
      const { id, title, organ } = paper;
      return [
        {
          id,
          document,
          title,
          organ,
          number,
          issued_on: on,
          seq: record.seq,
          sha256,
          sm3,
          receipt: leaf.sha256,
        },
      ];
    });
  });
}

function servedValues({
  before,
  state,
  takesEffectAt = {},
}: NonNullable<Append['caseChange']>): readonly ServedValues[] {
  return Object.entries(state.documents ?? {}).flatMap(([id, now]): readonly ServedValues[] => {
    const then: NonNullable<CaseState['documents']>[string] | undefined = before?.documents?.[id];
    if (now.servedOn === undefined) return [];
    if (now.servedOn === then?.servedOn && now.pending === then.pending) return [];
    const at = takesEffectAt[id];
    return [{ id, served_on: now.servedOn, ...(now.pending && at !== undefined && { takes_effect_at: at }) }];
  });
}
