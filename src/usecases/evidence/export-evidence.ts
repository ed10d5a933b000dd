import type { DigestPair } from '../../engine/audit/record.js';
import { anyPower, type AnyPower } from '../../engine/case/power/any-power.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import { refusal, type Unmet } from '../../engine/case/refusal.js';
import { today } from '../../engine/case/world.js';
import type { ActAnswer } from '../cases/act-answer.js';
import type { Ports } from '../ports.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { knownCase, placeOf } from '../reading/known-case.js';
import { answeredBefore, workOnCase, type WishDecision, type WishPlace } from '../cases/work-on-case.js';
import { buildBundle, type FinishedBundle } from './build-bundle.js';
import { bundleExtent, type BundleExtent } from './bundle-extent.js';
import type { DisclosureProfile, PurposeRule } from './disclosure.js';
import type { EvidencePorts } from './evidence-ports.js';
import { unfitPurpose, type UnfitPurpose } from './purpose.js';

/** Somebody wants the evidence of a case to take away, and says for whom and what for. */
export interface EvidenceRequest {
  readonly caseId: string;
  /** Name of a disclosure profile. */
  readonly profile: string;
  readonly purpose: string;
  readonly by: Asker;
  readonly key: string;
}

/** What a bundle says of itself in its record. */
export interface EvidenceMark {
  readonly profile: string;
  /** Entries of the log that it is proven under. */
  readonly size: number;
  /** Digest of its tag manifest, which covers every file of it. */
  readonly manifest: DigestPair;
}

export type EvidenceAnswer =
  | ActAnswer
  /** No such profile. Nothing is on record. */
  | { readonly outcome: 'unknownProfile' }
  /** The purpose is too short or too long. Nothing is on record. */
  | { readonly outcome: 'unfitPurpose'; readonly say: UnfitPurpose }
  /** The log does not hold what is needed yet; it will in seconds, while its sequencer runs. */
  | { readonly outcome: 'notSealed' }
  /** So many bundles are being put together that this one would have to wait. */
  | { readonly outcome: 'busy' };

/**
 * Puts the evidence of a case together and keeps it for the person who asked. That he has it is recorded before he is
 * given a byte: by whom, by which profile, what for, and the digest of what he got. The case stays as it is. Who lacks the
 * power is refused, on record too, and nothing is put together for him; nor for a repeated request, which has its answer.
 */
export function exportEvidence(
  ports: Ports,
  evidence: EvidencePorts,
): (request: EvidenceRequest) => Promise<EvidenceAnswer> {
  let underWay = 0;
  return async (request) => {
    const profile = evidence.profiles.get(request.profile);
    if (!profile) return { outcome: 'unknownProfile' };
    const unfit = unfitPurpose(request.purpose);
    if (unfit) return { outcome: 'unfitPurpose', say: unfit };
    const known = await knownCase(ports, request.caseId, request.by);
    if (!known) return { outcome: 'unknown', what: 'case' };
    const before = await answeredBefore(ports, wishOf(request));
    if (before) return before;
    const power = anyPower(placeOf(known), 'exportEvidence');
    if (!allows(profile, power).allowed || !statesPurpose(profile, request.purpose))
      return record(ports, request, { profile });
    if (underWay >= evidence.limits.atOnce) return { outcome: 'busy' };
    underWay += 1;
    try {
      const extent = await bundleExtent(ports.ledger, evidence, request.caseId);
      if (!extent) return { outcome: 'notSealed' };
      if (profile.publishedOnly && !extent.published)
        return await record(ports, request, { profile, extent });
      const { definition } = known.procedure;
      const disclosure = { definition, profile, person: request.by.person };
      const bundle = await buildBundle(ports, evidence, extent, disclosure);
      return await record(ports, request, { profile, extent, bundle });
    } finally {
      underWay -= 1;
    }
  };
}

interface Exported {
  readonly profile: DisclosureProfile;
  readonly extent?: BundleExtent;
  readonly bundle?: FinishedBundle;
}

function wishOf({ caseId, by, key, purpose, profile }: EvidenceRequest) {
  const asked = { act: 'evidence.export', input: { profile, purpose } };
  return { caseId, by, key, hidden: true as const, asked };
}

function record(ports: Ports, request: EvidenceRequest, exported: Exported) {
  return workOnCase(ports, wishOf(request), (place) => decided(place, request.purpose, exported));
}

function decided(place: WishPlace, purpose: string, { profile, extent, bundle }: Exported): WishDecision {
  const { records, state, actor } = place;
  const { procedure, context } = records;
  const power = allows(
    profile,
    anyPower({ definition: procedure.definition, state, actor, world: context.world }, 'exportEvidence'),
  );
  if (!power.allowed)
    return refusal(power.unmet[0]?.code ?? 'power-missing', procedure, state, [], power.unmet);
  if (!statesPurpose(profile, purpose)) {
    const { say, basis } = profile.purpose as PurposeRule;
    const unmet = [{ code: 'requirement-unmet' as const, say, basis, at: '/purpose' }];
    return refusal('requirement-unmet', procedure, state, [], unmet);
  }
  if (!bundle || !extent) return refusal('requirement-unmet', procedure, state, [], [NOTHING_PUBLISHED]);
  const { capacity, policies } = power.by;
  const onBehalfOf = capacity?.principal?.person;
  const acting = {
    ...(capacity && { post: capacity.post }),
    ...(onBehalfOf !== undefined && { onBehalfOf }),
  };
  const evidence: EvidenceMark = {
    ...{ profile: profile.profile, size: extent.checkpoint.size, manifest: bundle.manifest },
  };
  const event: CaseEvent = {
    ...{ type: 'evidence.exported', cause: 'access', on: today(context.world), evidence },
    power: { policies, ...acting },
  };
  return {
    refused: false,
    entry: {
      ...{ event, effects: [], state, basis: ['正程 证据包'], parts: { purpose } },
      actor: recordActor(actor, acting),
      command: { export: profile.profile, person: actor.person },
    },
  };
}

const NOTHING_PUBLISHED: Unmet = {
  code: 'requirement-unmet',
  say: { zh: '本案没有依法公开的内容', en: 'nothing of this case was made public' },
  basis: ['公开条例 13'],
};

/** Whether the purpose names what the profile wants named. */
function statesPurpose({ purpose: rule }: DisclosureProfile, purpose: string): boolean {
  return rule === undefined || new RegExp(rule.names, 'u').test(purpose);
}

/** Whether a power over the case is one that the profile is given for. */
function allows(
  { granted, title }: DisclosureProfile,
  power: AnyPower,
):
  | { readonly allowed: true; readonly by: Extract<AnyPower, { allowed: true }> }
  | { readonly allowed: false; readonly unmet: readonly Unmet[] } {
  if (!power.allowed)
    return { allowed: false, unmet: power.denials.map(({ code, say, basis }) => ({ code, say, basis })) };
  if (power.policies.some((policy) => granted.includes(policy))) return { allowed: true, by: power };
  const say = { zh: `无权取得供“${title.zh}”使用的证据包`, en: `no power to take a bundle for: ${title.en}` };
  return { allowed: false, unmet: [{ code: 'power-missing', say, basis: ['正程 知悉范围'] }] };
}
