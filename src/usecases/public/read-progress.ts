import { progressOf, type Progress } from '../../engine/case/explain/progress.js';
import { caseOfReceipt, receiptOf } from '../../engine/case/receipt.js';
import type { Definition } from '../../engine/law/definition.js';
import { isSealed } from '../../engine/organisation/case-bars.js';
import type { Ports } from '../ports.js';
import { readCase } from '../cases/read-case.js';
import type { PublicReads } from './public-reads.js';

/** How far a case is, as its receipt tells whoever holds it. */
export interface CaseProgress {
  readonly receipt: string;
  readonly procedure: Definition['title'];
  readonly progress: Progress;
}

/**
 * 进度查询 by the number on the receipt, as the law has the case at this moment. Nothing in the answer is about a person.
 * Undefined: no such receipt, or its procedure tells the public nothing, or the case is sealed.
 */
export function readProgress(
  ports: Ports,
  reads: Pick<PublicReads, 'caseBeginning'>,
): (receipt: string) => Promise<CaseProgress | undefined> {
  return async (receipt) => {
    const prefix = caseOfReceipt(receipt);
    const caseId = prefix === undefined ? undefined : await reads.caseBeginning(prefix);
    const found = caseId === undefined ? undefined : await readCase(ports, caseId);
    if (caseId === undefined || !found) return undefined;
    const { procedure, state, context } = found;
    if (isSealed(context.organisation.index, caseId)) return undefined;
    const progress = progressOf(procedure, state, context.world);
    return (
      progress && { receipt: receiptOf(caseId) ?? receipt, procedure: procedure.definition.title, progress }
    );
  };
}
