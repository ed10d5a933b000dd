import { BUNDLE_FILE, contentFile } from '../../engine/audit/bundle/write/bundle-files.js';
import {
  type DisclosedFile,
  type DisclosedPart,
  fileLine,
  partLine,
} from '../../engine/audit/bundle/write/bundle-lines.js';
import type { DigestPair } from '../../engine/audit/record.js';
import type { Definition } from '../../engine/law/definition.js';
import type { Ledger } from '../ports.js';
import type { BundleExtent, StretchOfKind } from './bundle-extent.js';
import { type DisclosureProfile, isOwn, partKind } from './disclosure.js';
import type { BundleDraft, EvidencePorts, SaltedPart } from './evidence-ports.js';
import { type KeptRecord, pagesOf } from './sealed-streams.js';

/** By whom a bundle is asked for, and what it discloses to him. */
export interface Disclosure {
  readonly definition: Definition;
  readonly profile: DisclosureProfile;
  /** Absent: nobody in particular. */
  readonly person?: string | undefined;
}

/** A line for every part of every record. What is lost without a redaction has none, and the bundle shows it. */
export async function* partLines(
  ledger: Pick<Ledger, 'records'>,
  reads: EvidencePorts['reads'],
  { stretches, erased, servedOn }: Pick<BundleExtent, 'stretches' | 'erased' | 'servedOn'>,
  disclosure: Disclosure,
): AsyncGenerator<string> {
  const served = servedOn(disclosure.person);
  for (const stretch of stretches) {
    const gone = erased(stretch.stream);
    for await (const page of pagesOf(ledger, stretch)) {
      const first = page[0]?.record.seq ?? 0;
      const kept = new Map<string, SaltedPart>();
      for (const part of await reads.parts(stretch.stream, first, first + page.length - 1))
        kept.set(`${part.seq} ${part.name}`, part);
      for (const { record } of page) yield linesOf(record, kept, gone, { stretch, disclosure, served });
    }
  }
}

interface LinePlace {
  readonly stretch: StretchOfKind;
  readonly disclosure: Disclosure;
  /** Documents that were served on the person who asks, by id. */
  readonly served: ReadonlySet<string>;
}

function linesOf(
  record: KeptRecord['record'],
  kept: ReadonlyMap<string, SaltedPart>,
  gone: ReturnType<BundleExtent['erased']>,
  place: LinePlace,
): string {
  const { stream, seq, parts } = record;
  const lines = Object.keys(parts)
    .sort()
    .map((name) => {
      const by = gone.part(seq, name);
      const part = by ? { redacted: by.seq } : shown(place, record, kept.get(`${seq} ${name}`), name);
      return part ? partLine({ stream, seq, name }, part) : '';
    });
  return lines.join('');
}

function shown(
  { stretch: { kind }, disclosure: { definition, profile, person }, served }: LinePlace,
  record: KeptRecord['record'],
  part: SaltedPart | undefined,
  name: string,
): DisclosedPart | undefined {
  if (!part) return undefined;
  if (part.restricted && !profile.restricted.disclose) return { withheld: true };
  const { sensitiveDocuments } = profile;
  const place = { kind, record, person, served, sensitiveDocuments };
  const { disclose } = profile.parts[partKind(definition, place, name, part.value)];
  return disclose ? { salt: part.salt, value: part.value } : { withheld: true };
}

interface Content extends DigestPair {
  readonly size: number;
  readonly stream: string;
  /** Filed by whoever asks for the bundle, in every record that names it. */
  readonly own: boolean;
}

/** The contents of the materials that the profile discloses and the bundle can carry, and what becomes of each other. */
export async function putContents(
  ledger: Pick<Ledger, 'records'>,
  { blobs, limits, reads }: Pick<EvidencePorts, 'blobs' | 'limits' | 'reads'>,
  { stretches, erased }: Pick<BundleExtent, 'stretches' | 'erased'>,
  disclosure: Disclosure,
  draft: BundleDraft,
): Promise<void> {
  const contents = await contentsIn(ledger, stretches, disclosure.person);
  const { disclose, kinds } = disclosure.profile.materials;
  const lines: string[] = [];
  let whole = 0;
  const restricted = restrictedFiles(reads);
  for (const content of [...contents.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    const { sha256, size, own, stream } = content;
    const by = erased(stream).file(sha256);
    const kept = disclosure.profile.restricted.disclose || !(await restricted(stream)).has(sha256);
    const given = disclose && kept && kinds.includes(own ? 'own' : 'others');
    const fits = size <= limits.file && whole + size <= limits.whole;
    const as: DisclosedFile = by
      ? { redacted: by.seq, stream }
      : !given
        ? { withheld: true }
        : fits
          ? { disclosed: true }
          : { apart: true };
    lines.push(fileLine(content, as));
    if (!('disclosed' in as)) continue;
    whole += size;
    await draft.content(contentFile(sha256), () => blobs.read(sha256));
  }
  await draft.text(BUNDLE_FILE.files, lines);
}

/** Contents that are given out no longer from a stream, asked for once. */
function restrictedFiles(
  reads: Pick<EvidencePorts['reads'], 'restrictedFiles'>,
): (stream: string) => Promise<ReadonlySet<string>> {
  const known = new Map<string, ReadonlySet<string>>();
  return async (stream) => {
    const found = known.get(stream) ?? new Set(await reads.restrictedFiles(stream));
    known.set(stream, found);
    return found;
  };
}

async function contentsIn(
  ledger: Pick<Ledger, 'records'>,
  stretches: readonly StretchOfKind[],
  person: string | undefined,
): Promise<ReadonlyMap<string, Content>> {
  const contents = new Map<string, Content>();
  for (const stretch of stretches)
    for await (const page of pagesOf(ledger, stretch))
      for (const { record } of page)
        for (const material of record.materials ?? []) {
          const { sha256, sm3, size } = material as unknown as DigestPair & { readonly size: number };
          const own = isOwn({ record, person }) && (contents.get(sha256)?.own ?? true);
          contents.set(sha256, {
            sha256,
            sm3,
            size,
            own,
            stream: contents.get(sha256)?.stream ?? record.stream,
          });
        }
  return contents;
}
