import type { KeptStream } from '../../engine/conformance/judged-stream.js';
import type { Definition } from '../../engine/law/definition.js';
import type { Ports } from '../ports.js';

/** Records of a stream beside the case that are looked at: one that is longer is judged by its own records elsewhere. */
const MOST_BESIDE = 5_000;

/** What went on beside a case, in every stream that its definition names, oldest first. */
export async function streamsBeside(
  { ledger, streamStandings }: Pick<Ports, 'ledger' | 'streamStandings'>,
  caseId: string,
  { streams = {} }: Pick<Definition, 'streams'>,
): Promise<readonly KeptStream[]> {
  if (!streamStandings) return [];
  const found: KeptStream[] = [];
  for (const [name, { kind }] of Object.entries(streams)) {
    for (const stream of await streamStandings.streamsOf(caseId, name)) {
      const records = await ledger.records(stream, 0, MOST_BESIDE + 1);
      found.push({
        ...{ name, kind, stream },
        records: records.slice(0, MOST_BESIDE).map(({ record, leaf }) => ({ record, leaf })),
        ...(records.length > MOST_BESIDE && { goesOn: true as const }),
      });
    }
  }
  return found;
}
