import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import {
  foldLogStream,
  type LogEvent,
  logEventData,
  type LogStreamState,
  NO_LOG_STREAM,
} from '../../engine/audit/log/log-stream.js';
import type { SealedRecord } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import { receiptOf } from '../cases/case-records.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import type { Append, Ports, StreamHead } from '../ports.js';

/** What is needed to append to the stream of the log itself. */
export type LogRecordPorts = Pick<Ports, 'ledger' | 'now' | 'ids' | 'hash' | 'installation'>;

/**
 * Appends to the stream of the log itself. Nobody acts there: the service publishes, and who recovers stands in the parts.
 *
 * @param decide on the state at the head; undefined: nothing is to be recorded
 * @returns the receipt, or undefined when there was nothing to record
 */
export async function onLogStream(
  ports: LogRecordPorts,
  decide: (
    state: LogStreamState,
  ) => { event: LogEvent; parts?: Readonly<Record<string, unknown>> } | undefined,
): Promise<RecordReceipt | undefined> {
  const request = { stream: LIBRARY_STREAMS.log, kind: 'log' as const, create: true };
  const answer = await ports.ledger.transact<RecordReceipt | undefined>(request, async (head) => {
    const state = head.stateText === null ? NO_LOG_STREAM : (JSON.parse(head.stateText) as LogStreamState);
    const decided = decide(state);
    if (!decided) return { result: undefined };
    const { sealed, stateText } = await seal(ports, head, state, decided);
    const append: Append = { head, records: [sealed], stateText, versionAfter: head.version + 1 };
    return { append, result: receiptOf(sealed) };
  });
  return answer as RecordReceipt | undefined;
}

async function seal(
  ports: LogRecordPorts,
  head: StreamHead,
  state: LogStreamState,
  { event, parts = {} }: { event: LogEvent; parts?: Readonly<Record<string, unknown>> },
): Promise<{ sealed: SealedRecord; stateText: string }> {
  const now = await ports.now.now();
  const { log, mode, engine } = ports.installation;
  const data = logEventData(event);
  const after = foldLogStream(state, { type: event.type, data, recordedAt: now });
  const stateText = canonicalJson(after);
  const sealed = sealRecord(
    {
      ...{ log, id: ports.ids.uuid(now), type: event.type, occurredAt: now, recordedAt: now, engine },
      ...(mode === 'simulated' && { simulated: true as const }),
      ...(head.stateText !== null && { before: textDigest(head.stateText, ports.hash) }),
      after: textDigest(stateText, ports.hash),
      data,
    },
    head,
    parts,
    ports.hash,
    () => ports.ids.salt(),
  );
  return { sealed, stateText };
}
