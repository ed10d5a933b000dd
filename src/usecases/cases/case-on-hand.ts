import { Defect } from '../../engine/defect.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { caseStateOf, readContext } from './act-context.js';
import { CaseRecords } from './case-records.js';
import { caseWorld } from '../powers/power-facts.js';
import type { Ports, StreamHead } from '../ports.js';

/**
 * Records to be written on top of a case's head, at the time that it is now. The time is read after the head, so
 * that whoever was overtaken while he waited is not taken for somebody whose clock goes back.
 */
export async function caseRecords(ports: Ports, head: StreamHead): Promise<CaseRecords> {
  const [procedure, context] = await Promise.all([
    procedureOf(ports, head),
    readContext(ports, head.organisationVersion),
  ]);
  return new CaseRecords(ports, head, procedure, context, caseStateOf(head));
}

/** The same, knowing who is barred from the case: for what looks for lawful holders without anybody acting. */
export async function barredRecords(ports: Ports, head: StreamHead): Promise<CaseRecords> {
  const records = await caseRecords(ports, head);
  const { context } = records;
  return records.within(await caseWorld(ports, context, head.stream, caseStateOf(head)));
}

/** The procedure version that the case pins. @throws Defect when it is missing: a published version never goes. */
export async function procedureOf(
  ports: Pick<Ports, 'catalogue'>,
  head: StreamHead,
): Promise<CompiledProcedure> {
  const found = head.definition === null ? undefined : await ports.catalogue.byDigest(head.definition);
  if (!found)
    throw new Defect(`case ${head.stream} pins definition ${head.definition ?? '-'}, which is not published`);
  return found;
}
