import { decideMaterials } from '../../engine/case/materials/decide-materials.js';
import { handPower } from '../../engine/case/materials/hand-power.js';
import { refusal, type Unmet } from '../../engine/case/refusal.js';
import type { ActAnswer } from '../act-answer.js';
import { powerOf } from '../act-records.js';
import type { Ports } from '../ports.js';
import { recordActor } from '../power-facts.js';
import { workOnCase, type WishDecision, type WishPlace } from '../work-on-case.js';
import { contentOf, NoSuchContent, prepareUpload, type Content } from './content-to-file.js';
import type { FilingRequest } from './filing-request.js';
import type { MaterialPorts } from './material-ports.js';

/** `noContent`: he has no such upload, or no such material to file again. Nothing is on record. */
export type FilingAnswer = ActAnswer | { readonly outcome: 'noContent' } | { readonly outcome: 'incomplete' };

/**
 * Files a content as a new version of a material: on record with both digests, its name in a part. A file that was
 * found unfit, infected or could not be scanned is refused, on record.
 *
 * @throws Unavailable, Defect as `workOnCase`.
 */
export function fileMaterial(
  ports: Ports,
  materials: MaterialPorts,
): (request: FilingRequest) => Promise<FilingAnswer> {
  return async (request) => {
    const { caseId, by, key, expectedVersion, item, form, content } = request;
    const wish = {
      ...{ caseId, by, key, hidden: true as const },
      ...(expectedVersion !== undefined && { expectedVersion }),
      asked: {
        act: 'material.file',
        input: { ...content, ...(item !== undefined && { item }), ...(form && { form }) },
      },
    };
    if (content.source !== 'reused') await prepareUpload(materials, content.upload, by.person);
    try {
      return await workOnCase(ports, wish, async (place) => {
        const found = await contentOf(ports, materials, request, place.state);
        return filed(place, request, found, materials);
      });
    } catch (problem) {
      if (problem instanceof NoSuchContent) return { outcome: problem.why };
      throw problem;
    }
  };
}

function filed(
  { records, state, actor }: WishPlace,
  { item, form, content }: FilingRequest,
  found: Content,
  { limits }: MaterialPorts,
): WishDecision {
  const { procedure } = records;
  const { world } = records.context;
  if (found.faults) {
    const power = handPower(procedure.definition, state, actor, world, { parties: true });
    const unmet: readonly Unmet[] = [...('unmet' in power ? power.unmet : []), ...found.faults];
    return refusal(unmet[0]?.code ?? 'file-refused', procedure, state, [], unmet);
  }
  const { source } = content;
  const { digest, size, mediaType } = found.facts;
  const version = {
    ...digest,
    ...{ size, mediaType, source },
    ...(form && { form }),
    ...(source === 'reused' && { from: content.from }),
  };
  const wish = { do: 'file' as const, ...(item !== undefined && { id: item }), version, limits, actor };
  const decision = decideMaterials(procedure, state, wish, world);
  if (decision.refused) return decision;
  const from = source === 'shared' ? content.from : undefined;
  return {
    refused: false,
    entry: {
      ...decision,
      actor: recordActor(actor, powerOf(decision.event)),
      command: { file: item ?? null, source, sha256: digest.sha256, person: actor.person },
      parts: { file: found.name, ...(from !== undefined && { from }) },
    },
  };
}
