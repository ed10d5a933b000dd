import type { EventLog, MinedCase } from '../../engine/mining/event-log.js';
import { mineCase, type MinedRecord } from '../../engine/mining/mine-case.js';
import { procedureOf } from '../cases/case-on-hand.js';
import type { Ports } from '../ports.js';

type MiningPorts = Pick<Ports, 'ledger' | 'catalogue' | 'installation'>;

/** Formats in which a log for process mining is handed out. */
export const LOG_FORMATS = ['xes', 'ocel', 'ocel-sqlite', 'csv'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Writes cases as one piece of bytes. */
export type WriteMinedLog = (
  format: LogFormat,
  log: Pick<EventLog, 'log' | 'zone'>,
  cases: readonly MinedCase[],
) => Promise<Uint8Array>;

/** Records of a case that are read at once. */
const PAGE = 500;

/** What a log of this installation says of itself. */
export function logHeader({
  installation,
}: Pick<MiningPorts, 'installation'>): Pick<EventLog, 'log' | 'zone'> {
  return { log: installation.log, zone: installation.zone };
}

/**
 * Cases in the words of process mining, one after the other; ids that are no cases are passed over. Nothing of the records'
 * parts is read: people appear by pseudonym.
 */
export async function* mineCases(
  ports: MiningPorts,
  ids: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<MinedCase> {
  for await (const id of ids) {
    const head = await ports.ledger.head(id);
    if (head?.kind !== 'case') continue;
    const { definition, digest } = await procedureOf(ports, head);
    const records: MinedRecord[] = [];
    while (records.length < head.seq) {
      const page = await ports.ledger.records(id, records.length, Math.min(PAGE, head.seq - records.length));
      records.push(...page.map(({ record, leaf }) => ({ record, leaf: leaf.sha256 })));
      if (page.length === 0) break;
    }
    yield mineCase({ id, definition, digest: digest.sha256, records });
  }
}
