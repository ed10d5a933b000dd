import { calendarText } from '../../engine/audit/bundle/write/bundle-lines.js';
import { type LawKind, lawFile } from '../../engine/audit/bundle/write/bundle-files.js';
import type { DigestPair } from '../../engine/audit/record.js';
import { Defect } from '../../engine/defect.js';
import type { BundleExtent } from './bundle-extent.js';
import type { BundleDraft, EvidencePorts } from './evidence-ports.js';

/**
 * Puts in every document that the case's records pin: definitions, calendars with their notices, the organisation as it
 * was, policies.
 *
 * @throws Defect when one is not to be found: what was applied must be there for as long as its record.
 */
export async function putLaw(
  { documents, reads }: Pick<EvidencePorts, 'documents' | 'reads'>,
  { pins }: Pick<BundleExtent, 'pins'>,
  draft: Pick<BundleDraft, 'text'>,
): Promise<void> {
  const put = (kind: LawKind, sha256: string, text: string | undefined): Promise<void> => {
    if (text === undefined)
      throw new Defect(`${kind}: ${sha256} is pinned by the case and nowhere to be found`);
    return draft.text(lawFile(kind, sha256), [text]);
  };
  const stored = async (kind: LawKind, wanted: Iterable<string>): Promise<void> => {
    for (const sha256 of wanted) await put(kind, sha256, (await documents.get(sha256))?.text);
  };
  await stored('definitions', pins.def.keys());
  await stored('rules', pins.rules.keys());
  const calendars = await reads.calendars(new Set(pins.cal.keys()));
  const notices = new Map<string, DigestPair>();
  for (const sha256 of pins.cal.keys()) {
    const resting = calendars.get(sha256);
    for (const notice of resting ?? []) notices.set(notice.sha256, notice);
    await put('calendars', sha256, resting && calendarText(resting));
  }
  await stored('notices', notices.keys());
  const organisations = await reads.organisations(new Set(pins.dir.keys()));
  for (const sha256 of pins.dir.keys()) await put('organisations', sha256, organisations.get(sha256));
}
