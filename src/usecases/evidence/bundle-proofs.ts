import { anchorFile, BUNDLE_FILE } from '../../engine/audit/bundle/write/bundle-files.js';
import {
  anchorLine,
  headLine,
  proofLine,
  renewalLine,
  signersOf,
} from '../../engine/audit/bundle/write/bundle-lines.js';
import { hex } from '../../engine/audit/log/bytes.js';
import { HeadsTree } from '../../engine/audit/log/heads-tree.js';
import { parseNote } from '../../engine/audit/log/signed-note.js';
import { consistencyProof, inclusionProof, nodesIn } from '../../engine/audit/log/tree-proof.js';
import { consistencyRuns, inclusionRuns } from '../../engine/audit/log/tree-shape.js';
import { Defect } from '../../engine/defect.js';
import { LOG_SUITES, type LogSuite } from '../log/log-ports.js';
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

/** Puts in older checkpoints that others vouch for, with their stamps and what is known of these. */
export async function putAnchors(
  { log, hashes }: Pick<EvidencePorts, 'log' | 'hashes'>,
  { anchors, checkpoint }: Pick<BundleExtent, 'anchors' | 'checkpoint'>,
  draft: BundleDraft,
): Promise<void> {
  const { size } = checkpoint;
  const lines: string[] = [];
  for (const anchor of anchors) {
    for (const suite of LOG_SUITES)
      await draft.text(anchorFile(anchor.size, `${suite}.note`), [anchor.notes[suite]]);
    const stamps = new Map(anchor.stamps.map(({ authority, token }) => [`${authority}.tsr`, token]));
    const lists = new Map(
      anchor.stamps.flatMap(({ authority, lists: own = [] }) =>
        own.map((list, at): [string, Uint8Array] => [`${authority}-${at + 1}.crl`, list]),
      ),
    );
    for (const [name, bytes] of [...stamps, ...lists])
      await draft.content(anchorFile(anchor.size, name), () => once(bytes));
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
        ...{ stamps: [...stamps.keys()].sort(), lists: [...lists.keys()].sort() },
      }),
    );
  }
  await draft.text(BUNDLE_FILE.anchors, lines);
}

/**
 * Where the stamps that were renewed stand in the trees of the records that did.
 *
 * @throws Defect when a tree is not the one on record
 */
export async function renewalLines(
  { log, hashes, headsStream }: Pick<EvidencePorts, 'log' | 'hashes' | 'headsStream'>,
  { renewals, stretches }: Pick<BundleExtent, 'renewals' | 'stretches'>,
): Promise<readonly string[]> {
  const trees = new Map<number, Readonly<Record<LogSuite, HeadsTree>>>();
  const lines: string[] = [];
  for (const { seq, position, size, authority, renewed } of renewals) {
    const tree = trees.get(seq) ?? (await renewalTree(log, hashes, seq));
    trees.set(seq, tree);
    for (const suite of LOG_SUITES)
      if (hex(tree[suite].root()) !== renewed.root[suite])
        throw new Defect(`the stamps kept as renewed by record ${seq} of the log are not those on record`);
    const record = lineOf(stretches, { stream: headsStream, seq });
    const paths = { sha256: tree.sha256.path(position), sm3: tree.sm3.path(position) };
    lines.push(renewalLine({ size, name: `${authority}.tsr`, index: position, record, ...paths }));
  }
  return lines;
}

async function renewalTree(
  log: EvidencePorts['log'],
  hashes: EvidencePorts['hashes'],
  seq: number,
): Promise<Readonly<Record<LogSuite, HeadsTree>>> {
  const { sha256, sm3 } = await log.renewalLeaves(seq);
  return { sha256: new HeadsTree(sha256, hashes.sha256), sm3: new HeadsTree(sm3, hashes.sm3) };
}

function signersIn(note: string): readonly string[] {
  return signersOf(parseNote(note) ?? { signatures: [] });
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
