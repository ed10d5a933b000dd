import type { Definition } from '../../engine/law/definition.js';
import type { DataClass } from '../../engine/powers/power-question.js';
import type { Ledger } from '../ports.js';
import type { Queries } from '../queries.js';
import { partClass } from './part-class.js';

const PART = /^records\.(0|[1-9]\d{0,8})\.(.{1,200})$/su;

/** The class of a field that can be unmasked. Undefined: the case has no such field. */
export async function personalField(
  ledger: Pick<Ledger, 'records'>,
  definition: Definition,
  caseId: string,
  field: string,
): Promise<DataClass | undefined> {
  if (field === 'subject' || field === 'applicantName') return 'personal';
  const named = partNamed(field);
  if (!named) return undefined;
  const [found] = await ledger.records(caseId, named.seq, 1);
  if (found?.record.seq !== named.seq || !Object.hasOwn(found.record.parts, named.part)) return undefined;
  const act = found.record.data['act'];
  return partClass(definition, typeof act === 'string' ? act : undefined, named.part);
}

/** What such a field says, in plain text; null when its content has been erased. */
export async function plainField(
  queries: Pick<Queries, 'case' | 'records'>,
  caseId: string,
  field: string,
): Promise<unknown> {
  if (field === 'subject' || field === 'applicantName') return (await queries.case(caseId))?.[field] ?? null;
  const named = partNamed(field);
  if (!named) return null;
  const page = { limit: 1, ...(named.seq > 0 && { afterSeq: named.seq - 1 }) };
  const [row] = (await queries.records(caseId, page)).items;
  return row?.seq === named.seq ? (row.parts[named.part] ?? null) : null;
}

function partNamed(field: string): { readonly seq: number; readonly part: string } | undefined {
  const [, seq, part] = PART.exec(field) ?? [];
  return seq !== undefined && part !== undefined ? { seq: Number(seq), part } : undefined;
}
