import { decideFiling, factsOnRecord } from '../../engine/case/materials/decide-filing.js';
import type { FilingFacts } from '../../engine/case/materials/material-state.js';
import { Defect } from '../../engine/defect.js';
import type { ActAnswer } from '../cases/act-answer.js';
import { powerOf } from '../cases/act-records.js';
import type { Ports } from '../ports.js';
import { recordActor } from '../powers/power-facts.js';
import { workOnCase, type WishDecision, type WishPlace } from '../cases/work-on-case.js';
import { contentOf, NoSuchContent, prepareUpload, type Content } from './content-to-file.js';
import type { FilingRequest } from './filing-request.js';
import type { MaterialPorts } from './material-ports.js';

/** `noContent`: he has no such upload, or no such material to file again. Nothing is on record. */
export type FilingAnswer = ActAnswer | { readonly outcome: 'noContent' } | { readonly outcome: 'incomplete' };

/**
 * Files a content as a new version of a material: on record with both digests, its name in a part. A file that was
 * found unfit, infected or could not be scanned is refused, on record with what was found and what the installation takes.
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
  const { procedure, context } = records;
  const { source } = content;
  const facts = { content: contentIn(found), limits };
  const asked = {
    ...{ actor, source, facts },
    ...(item !== undefined && { item }),
    ...(form && { form }),
    ...(source === 'reused' && { from: content.from }),
  };
  const decision = decideFiling(procedure, state, asked, context.world);
  if (decision.refused) return { ...decision, filing: factsOnRecord(facts) };
  if (found.faults) throw new Defect('a content with faults was taken');
  const from = source === 'shared' ? content.from : undefined;
  return {
    refused: false,
    entry: {
      ...decision,
      actor: recordActor(actor, powerOf(decision.event)),
      command: { file: item ?? null, source, sha256: found.facts.digest.sha256, person: actor.person },
      parts: { file: found.name, ...(from !== undefined && { from }) },
    },
  };
}

function contentIn(found: Content): FilingFacts['content'] {
  if (found.faults) return found.content;
  const { digest, size, mediaType } = found.facts;
  return { ...digest, size, mediaType };
}
