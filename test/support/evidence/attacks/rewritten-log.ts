import { canonicalJson } from '../../../../src/engine/audit/canonical-form.js';
import { leafDigest } from '../../../../src/engine/audit/digest.js';
import type { LedgerRecord, SealedRecord } from '../../../../src/engine/audit/record.js';
import { nodeHash as hash } from '../../../../src/outside/crypto/node-hash.js';
import { headsOf, type SampleLog } from '../sample-log.js';

/** What becomes of an entry: another record, or none. */
export type EntryEdit = (record: LedgerRecord, index: number) => LedgerRecord | undefined;

/**
 * The log as somebody makes it who holds the database: entries changed or left out, and everything that rests on them made to fit again:
 * places in their streams, `prev`, the leaves of what was seen, the published heads. Whether its checkpoints are signed by the true keys
 * is the caller's choice.
 *
 * @param heads leave them as they were published, or publish those of the new history
 */
export function rewritten(
  log: SampleLog,
  edit: EntryEdit,
  heads: 'kept' | 'published' = 'published',
): SampleLog {
  const entries: SealedRecord[] = [];
  const streams = new Map<string, SealedRecord[]>();
  for (const [index, { record, parts }] of log.entries.entries()) {
    const edited = edit(record, index);
    if (!edited) continue;
    const stream = streams.get(edited.stream) ?? [];
    streams.set(edited.stream, stream);
    const fitted: LedgerRecord = {
      ...edited,
      ...{ seq: stream.length, prev: stream.at(-1)?.leaf ?? null },
      data: fittedData(edited, entries, streams, heads),
    };
    const text = canonicalJson(fitted);
    const sealed = { record: fitted, text, leaf: leafDigest(text, hash), parts };
    stream.push(sealed);
    entries.push(sealed);
  }
  return { ...log, entries, streams, anchors: log.anchors.filter((size) => size <= entries.length) };
}

function fittedData(
  { type, data }: LedgerRecord,
  entries: readonly SealedRecord[],
  streams: ReadonlyMap<string, readonly SealedRecord[]>,
  heads: 'kept' | 'published',
): LedgerRecord['data'] {
  if (type === 'heads.published' && heads === 'published') {
    const { leaves, root } = headsOf(entries, entries.length);
    return { ...data, heads: { root, size: entries.length, streams: leaves.length } };
  }
  const seen = data['seen'] as
    Readonly<Record<string, { readonly stream: string; readonly seq: number }>> | undefined;
  if (!seen) return data;
  const fitted = Object.entries(seen).map(([name, one]) => {
    const leaf = streams.get(one.stream)?.[one.seq]?.leaf.sha256;
    return [name, { ...one, ...(leaf !== undefined && { leaf }) }];
  });
  return { ...data, seen: Object.fromEntries(fitted) as unknown };
}
