import { anchorFile } from '../../engine/audit/bundle/write/bundle-files.js';
import { anchorLine, headLine, proofLine, signersOf } from '../../engine/audit/bundle/write/bundle-lines.js';
import { parseNote } from '../../engine/audit/log/signed-note.js';
import { consistencyProof, inclusionProof, nodesIn } from '../../engine/audit/log/tree-proof.js';
import { consistencyRuns, inclusionRuns } from '../../engine/audit/log/tree-shape.js';
import { Defect } from '../../engine/defect.js';
import { LOG_SUITES, type LogSuite, type PublishedCheckpoint } from '../log/log-ports.js';
import type { BundleExtent } from './bundle-extent.js';
import type { BundleDraft, EvidencePorts } from './evidence-ports.js';
import { publishedHeads } from './published-heads.js';
import { entriesBelow, PAGE } from './sealed-streams.js';

/** For every record where it stands in the log, and that it stands there. */
export async function* proofLines(
  { log, hashes }: Pick<EvidencePorts, 'log' | 'hashes'>,
  { stretches, checkpoint }: Pick<BundleExtent, 'stretches' | 'checkpoint'>,
  suite: LogSuite,
): AsyncGenerator<string> {
  const { size } = checkpoint;
  for (const { stream, first, last } of stretches)
    for (let from = first; from <= last; from += PAGE) {
      const to = Math.min(last, from + PAGE - 1);
      const entries = await entriesBelow(log, { stream, first: from, last: to }, size);
      if (entries.length !== to - from + 1) throw new Defect(`entries of ${stream} are missing in the log`);
      const nodes = entries.flatMap(({ index }) => nodesIn(inclusionRuns(index, size)));
      const read = await log.nodes(suite, nodes);
      for (const { index } of entries)
        yield proofLine(index, inclusionProof(index, size, read, hashes[suite]));
    }
}

/**
 * Puts in older checkpoints that others vouch for: for every record of the case the first one that covers it, and the
 * last one of all.
 */
export async function putAnchors(
  { log, hashes }: Pick<EvidencePorts, 'log' | 'hashes'>,
  { stretches, checkpoint }: Pick<BundleExtent, 'stretches' | 'checkpoint'>,
  draft: BundleDraft,
): Promise<void> {
  const { size } = checkpoint;
  const subject = stretches.find(({ role }) => role === 'subject') as BundleExtent['stretches'][number];
  const indexes = (await entriesBelow(log, subject, size)).map(({ index }) => index);
  const lines: string[] = [];
  for (const anchor of worthwhile(await log.anchors(size), indexes)) {
    for (const suite of LOG_SUITES)
      await draft.text(anchorFile(anchor.size, `${suite}.note`), [anchor.notes[suite]]);
    const stamps = new Map(anchor.stamps.map(({ authority, token }) => [`${authority}.tsr`, token]));
    for (const [name, token] of stamps) await draft.content(anchorFile(anchor.size, name), () => once(token));
    const [sha256, sm3] = await Promise.all(
      LOG_SUITES.map(async (suite) => {
        const read = await log.nodes(suite, nodesIn(consistencyRuns(anchor.size, size)));
        return consistencyProof(anchor.size, size, read, hashes[suite]);
      }),
    );
    lines.push(
      anchorLine({
        size: anchor.size,
        signers: { sha256: signersIn(anchor.notes.sha256), sm3: signersIn(anchor.notes.sm3) },
        sha256: sha256 ?? [],
        sm3: sm3 ?? [],
        stamps: [...stamps.keys()].sort(),
      }),
    );
  }
  await draft.text('data/anchors.jsonl', lines);
}

function signersIn(note: string): readonly string[] {
  return signersOf(parseNote(note) ?? { signatures: [] });
}

/** The anchors, smallest first, of which each is the first to cover one of the indexes, and the last of all. */
export function worthwhile(
  anchors: readonly PublishedCheckpoint[],
  indexes: readonly number[],
): readonly PublishedCheckpoint[] {
  const first = indexes.map((index) => anchors.find(({ size }) => size > index));
  const wanted = new Set([...first, anchors.at(-1)]);
  return anchors.filter((anchor) => wanted.has(anchor));
}

/** That the streams are whole up to the day on which the heads were published. */
export async function headLines(
  { log, hashes }: Pick<EvidencePorts, 'log' | 'hashes'>,
  { stretches, heads }: Pick<BundleExtent, 'stretches' | 'heads'>,
): Promise<readonly string[]> {
  if (!heads) return [];
  const record = lineOf(stretches, heads);
  const whole = stretches.filter(({ role }) => role !== 'reference').map(({ stream }) => stream);
  const published = await publishedHeads(log, hashes, heads, whole);
  return published.map((head) => headLine({ ...head, record }));
}

/** The line of `records.jsonl` on which a record stands, from 0. */
function lineOf(
  stretches: BundleExtent['stretches'],
  { stream, seq }: { readonly stream: string; readonly seq: number },
): number {
  let line = 0;
  for (const stretch of stretches) {
    if (stretch.stream === stream && stretch.first <= seq && seq <= stretch.last)
      return line + seq - stretch.first;
    line += stretch.last - stretch.first + 1;
  }
  throw new Defect(`record ${seq} of ${stream} is not in the bundle`);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
