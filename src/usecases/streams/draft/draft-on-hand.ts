import type { Hash } from '../../../engine/audit/record.js';
import type { Definition } from '../../../engine/law/definition.js';
import type { StreamDefinition } from '../../../engine/law/stream-definition.js';
import type { DraftPlace } from '../../../engine/draft/draft-place.js';
import type { DraftState } from '../../../engine/draft/draft-stream.js';
import type { Ports } from '../../ports.js';
import type { Asker } from '../../powers/power-facts.js';
import type { LawfulCaseFor } from '../../cases/read-case.js';
import { knownCase } from '../../reading/known-case.js';
import type { StreamPlace } from '../work-on-stream.js';

/** A draft of a case: which case, and the name by which its definition calls the draft. */
export interface DraftAddress {
  readonly caseId: string;
  readonly name: string;
}

/**
 * The stream of a draft. A case has one draft under a name, whoever submits its first version and however often he
 * tries, so its key follows from the case and the name (RFC 9562 version 8). It tells nothing to whoever does not know
 * the case's own random key.
 */
export function draftStream({ caseId, name }: DraftAddress, hash: Pick<Hash, 'sha256'>): string {
  const digest = hash.sha256(`draft-stream/v1\n${caseId}\n${name}`);
  const [a, b, c, d, e] = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ];
  return `${a}-${b}-${c}-${d}-${e}`;
}

/** A case that has such a draft, as it stands to its reader. Undefined: there is none that he may know of. */
export async function knownDraft(
  ports: Ports,
  { caseId, name }: DraftAddress,
  by: Asker,
): Promise<LawfulCaseFor | undefined> {
  const found = await knownCase(ports, caseId, by);
  return found && declaredDraft(found.procedure.definition, name) ? found : undefined;
}

/** What a definition says of its draft of that name. */
export function declaredDraft({ streams = {} }: Definition, name: string): StreamDefinition | undefined {
  const declared = Object.hasOwn(streams, name) ? streams[name] : undefined;
  return declared?.kind === 'draft' ? declared : undefined;
}

/** Everything that a decision on the draft may read. */
export function draftPlace(
  { caseId, name }: DraftAddress,
  { state, context, actor, case: about }: StreamPlace<DraftState>,
): DraftPlace | undefined {
  const declared = about && declaredDraft(about.procedure.definition, name);
  if (!about || !declared || !actor) return undefined;
  const { definition } = about.procedure;
  const { world } = context;
  return { definition, name, declared, caseId, caseState: about.state, actor, world, draft: state };
}
