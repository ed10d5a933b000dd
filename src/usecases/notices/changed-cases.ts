import type { CaseEvent } from '../../engine/case/case-event.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { caseAudience } from './case-audience.js';
import type { Happening } from './happenings.js';

/** A case in which something happened, for those who look on. */
export interface ChangedCase {
  readonly caseId: string;
  readonly version: number;
  /** Of the last of its events. */
  readonly position: number;
  /** What of it somebody is to hear: nothing of a case that he may not know of. */
  concerns(asker: Asker): Promise<{ readonly case: boolean; readonly inbox: boolean }>;
}

/** The cases in which these events happened, each once, in the order of their last ones. */
export async function changedCases(
  ports: Ports,
  happenings: readonly Happening[],
): Promise<readonly ChangedCase[]> {
  const byCase = new Map<string, Happening[]>();
  for (const one of happenings) byCase.set(one.stream, [...(byCase.get(one.stream) ?? []), one]);
  const changed: ChangedCase[] = [];
  for (const [caseId, own] of byCase) {
    const audience = await caseAudience(ports, caseId);
    const last = own.at(-1);
    if (!audience || !last) continue;
    const work = await movesWork(ports, caseId, own);
    changed.push({
      ...{ caseId, version: audience.version, position: last.position },
      concerns: async (asker) => {
        const { knows, works } = await audience.standing(asker);
        return { case: knows, inbox: work && works };
      },
    });
  }
  return changed.toSorted((a, b) => a.position - b.position);
}

/** Whether tasks came, went or changed hands. */
async function movesWork(ports: Ports, stream: string, own: readonly Happening[]): Promise<boolean> {
  const seqs = own.map(({ seq }) => seq);
  const [first = 0, last = 0] = [seqs[0], seqs.at(-1)];
  const records = await ports.ledger.records(stream, first, last - first + 1);
  return records.some(({ record }) => {
    const { tasksOpened, tasksClosed, desk, signings, clocks } = record.data as unknown as CaseEvent;
    return Boolean(tasksOpened ?? tasksClosed ?? desk ?? signings ?? clocks);
  });
}
