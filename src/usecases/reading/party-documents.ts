import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Definition, DocumentDefinition } from '../../engine/law/definition.js';
import type { RecordRow } from '../queries.js';

/** Parts of a record that issued a document: what it says, and what was told for it. */
const DOCUMENT_PARTS: ReadonlySet<string> = new Set(['document', 'answers']);

/** Whether a document of a case is for this person: he is of the party to whom the law has it go. */
export function isAddressee(
  document: DocumentDefinition | undefined,
  state: Pick<CaseState, 'parties'>,
  person: string,
): boolean {
  return document?.to !== undefined && (state.parties[document.to]?.includes(person) ?? false);
}

/** A record as a party gets it: what a document says is in it only when the document is for him. */
export function withoutOthersDocuments(
  definition: Definition,
  { parties, documents = {} }: Pick<CaseState, 'parties' | 'documents'>,
  person: string,
  row: RecordRow,
): RecordRow {
  const parts = Object.entries(row.parts);
  if (!parts.some(([name]) => DOCUMENT_PARTS.has(name))) return row;
  const { papers = [] } = row.record.data as unknown as CaseEvent;
  const issued = papers.flatMap(({ did, id }) => (did === 'issued' ? [documents[id]?.document] : []));
  const isHis = issued.some((name) => name && isAddressee(definition.documents[name], { parties }, person));
  if (isHis) return row;
  return { ...row, parts: Object.fromEntries(parts.filter(([name]) => !DOCUMENT_PARTS.has(name))) };
}
