import type { LedgerRecord, SealedRecord } from '../../../../src/engine/audit/record.js';
import { rewrite } from '../edited-bundle.js';
import { type BundleMap, sampleBundle } from '../sample-bundle.js';
import { type SampleLog, sampleLog } from '../sample-log.js';
import type { Attack } from './attack.js';
import { linesIn, PROOFS, putLines, RECORDS } from './cut-bundle.js';
import { rewritten } from './rewritten-log.js';
import { bundle, log, namesUnder, stamps, unwitnessed } from './target.js';

/** Whoever operates the log has its keys, and none of the witness. */
const operator: SampleLog = {
  ...log,
  keys: { ...log.keys, witness: sampleLog({ seed: 66, records: 8 }).keys.witness },
};
const NOTE = 'data/checkpoint/sha256.note';

/** Something else than what happened, of the same shape. */
const otherwise = (record: LedgerRecord): LedgerRecord => ({
  ...record,
  data: { ...record.data, on: '2026-03-03' },
});

/** Index in the log of each record that a bundle has of the case and of what it looked at, but for the last of each. */
const EDITED: readonly { readonly index: number; readonly record: LedgerRecord; readonly line: number }[] =
  linesIn(bundle, RECORDS)
    .map((text, at) => ({ index: log.entries.findIndex((one) => one.text === text), line: at + 1 }))
    .map(({ index, line }) => ({ index, line, record: (log.entries[index] as SealedRecord).record }))
    .filter(({ record }) => [log.subject, log.beside].includes(record.stream));

/** A record edited, and everything behind it in the stream chained again; the tree is that of the true log. */
export function* rechained(): Generator<Attack> {
  for (const { index, record, line } of EDITED) {
    const { stream, seq } = record;
    const edits: readonly (readonly [how: string, edit: (one: LedgerRecord) => LedgerRecord])[] = [
      ['another day', otherwise],
      ['another type', (one) => ({ ...one, type: 'decision.taken' })],
      [
        'a second later',
        (one) => ({ ...one, occurredAt: one.occurredAt.replace('T01', 'T02') as LedgerRecord['occurredAt'] }),
      ],
      ['another actor', (one) => ({ ...one, actor: { person: 'o-999' } })],
      [
        'a part more',
        (one) => ({ ...one, parts: { ...one.parts, more: (log.entries[0] as SealedRecord).leaf } }),
      ],
    ];
    for (const [how, edit] of edits) {
      const forged = rewritten(log, (one, at) => (at === index ? edit(one) : one), 'kept');
      const files: BundleMap = new Map(bundle);
      putLines(
        files,
        RECORDS,
        linesIn(files, RECORDS).map((text) => forgedText(forged, text)),
      );
      yield {
        ...{ kind: 'rechain', how: `record ${seq} of ${stream}: ${how}`, given: files, rebuild: true },
        ...{ code: 'proof-fails', places: PROOFS.map((file) => ({ file, line, stream, seq })) },
        // What was chained again behind the edit is found as well, and nothing before it.
        notBefore: Math.min(line, stream === log.beside ? seenAt : line),
      };
    }
  }
}

/** Line of the record that looked at the stream beside the case: it names what was edited there. */
const seenAt = linesIn(bundle, RECORDS).findIndex((text) => text.includes('"seen"')) + 1;

function forgedText(forged: SampleLog, text: string): string {
  const index = log.entries.findIndex((one) => one.text === text);
  return (forged.entries[index] as SealedRecord).text;
}

/** The whole log written anew, tree and checkpoint with it, under the true keys of the log. */
export function* rewrittenLogs(): Generator<Attack> {
  for (const { index, record } of EDITED)
    for (const gone of [false, true]) {
      const what = `record ${record.seq} of ${record.stream} ${gone ? 'left out' : 'edited'}`;
      const forged = rewritten(operator, (one, at) =>
        at === index ? (gone ? undefined : otherwise(one)) : one,
      );
      yield* handedOut(what, index, sampleBundle(forged), forged);
    }
}

function* handedOut(what: string, index: number, files: BundleMap, forged: SampleLog): Generator<Attack> {
  const attack = (how: string, given: BundleMap, more: Partial<Attack>): Attack => ({
    ...{ kind: 'rewrite', how: `${what}: ${how}`, given, rebuild: true, ...more },
  });
  yield attack('nobody cosigned it', files, { code: 'quorum-not-met', places: [{ file: NOTE }] });
  const borrowed: BundleMap = new Map(files);
  rewrite(borrowed, NOTE, (text) => text.replace(/— witness.*\n/, cosignature(bundle)));
  yield attack('the cosignature of the true one', borrowed, {
    code: 'signature-forged',
    places: [{ file: NOTE }],
  });
  // What follows shows what still catches it when the auditor believes no witness at all.
  const alone = sampleBundle({ ...forged, anchors: [] });
  yield attack('to somebody who believes nobody else', alone, { policy: unwitnessed, lesser: 'no-witness' });
  const size = log.anchors.at(-1) as number;
  const folder = `data/anchors/${size}/`;
  if (index >= size || forged.entries.length < size) return;
  const anchored: BundleMap = new Map(files);
  for (const name of namesUnder(folder))
    if (name.endsWith('.note')) anchored.set(name, bundle.get(name) as Uint8Array);
  yield attack('the true older checkpoint', anchored, { policy: unwitnessed, code: 'anchor-inconsistent' });
  const stamped: BundleMap = sampleBundle(forged, { stamps });
  for (const name of namesUnder(folder))
    if (name.endsWith('.tsr')) stamped.set(name, bundle.get(name) as Uint8Array);
  yield attack('the true stamp', stamped, {
    ...{ policy: unwitnessed, code: 'stamp-fails', places: [{ file: `${folder}authority.tsr` }] },
  });
}

function cosignature(files: ReadonlyMap<string, Uint8Array>): string {
  return /— witness.*\n/.exec(Buffer.from(files.get(NOTE) as Uint8Array).toString())?.[0] as string;
}

/**
 * A history that parts from the true one after so many entries: a fork, or what grew after a restore of an old backup. `entries` beyond
 * those of the true log are more of the same.
 */
export function parted(after: number, length: number): SampleLog {
  return rewritten(operator, (one, at) => (at >= length ? undefined : at < after ? one : otherwise(one)));
}

/** Bundles of the second history, with what was vouched for in the first one. */
export function* partedLogs(kind: 'fork' | 'restore', after: number): Generator<Attack> {
  const { length } = log.entries;
  const forged = parted(after, kind === 'fork' ? length : Math.max(after + 1, length - 2));
  if ((forged.streams.get(log.subject)?.length ?? 0) < 8) return;
  const attack = (how: string, given: BundleMap, more: Partial<Attack>): Attack => ({
    ...{ kind, how: `after ${after} entries: ${how}`, given, rebuild: true, ...more },
  });
  const files = sampleBundle(forged);
  yield attack('nobody cosigned it', files, { code: 'quorum-not-met' });
  const borrowed: BundleMap = new Map(files);
  rewrite(borrowed, NOTE, (text) => text.replace(/— witness.*\n/, cosignature(bundle)));
  yield attack('the cosignature of the first', borrowed, { code: 'signature-forged' });
  for (const size of log.anchors) {
    const anchored: BundleMap = new Map(files);
    for (const name of namesUnder(`data/anchors/${size}/`))
      if (name.endsWith('.note')) anchored.set(name, bundle.get(name) as Uint8Array);
    if (after < size)
      yield attack(`the checkpoint of ${size}`, anchored, {
        policy: unwitnessed,
        code: 'anchor-inconsistent',
      });
  }
}
