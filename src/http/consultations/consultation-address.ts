import type { SignedIn } from '../../usecases/identity/signed-in.js';
import type { LawfulCaseFor } from '../../usecases/cases/read-case.js';
import {
  type ConsultationPorts,
  type OfficialWish,
} from '../../usecases/streams/consultation/work-on-consultation.js';
import {
  type KeptConsultation,
  keptConsultation,
} from '../../usecases/streams/consultation/read-comments.js';
import { draftTexts } from '../../usecases/streams/consultation/draft-texts.js';
import type { DraftTexts } from '../../usecases/streams/consultation/consultation-ports.js';
import { caseBefore } from '../cases/case-access.js';
import type { HttpServices } from '../http-services.js';
import { unknownConsultation } from './consultation-answer.js';

/** As a definition may call a stream; that of a fragment has the instance before it. */
const NAME = /^[a-z][A-Za-z0-9]{0,99}(\.[a-z][A-Za-z0-9]{0,99}){0,4}$/;

/** What consultations need of the services. */
export function consultationPorts({
  ports,
  consultations,
  drafts,
}: Pick<HttpServices, 'ports' | 'consultations' | 'drafts'>): ConsultationPorts & {
  readonly drafts: DraftTexts;
} {
  return { ...ports, consultations: consultations.reads, drafts: draftTexts(drafts, ports.hash) };
}

/**
 * The wish about the consultation that an address names, of somebody who may know of its case.
 * @throws Problem `unknown-resource`
 */
export async function officialWish(
  services: HttpServices,
  { id, name }: { readonly id: string; readonly name: string },
  by: SignedIn,
  key: string,
  version?: number,
): Promise<OfficialWish> {
  await caseWith(services, id, name, by);
  return { caseId: id, name, by, key, ...(version !== undefined && { expectedVersion: version }) };
}

/**
 * The consultation that a case has under a name, with the case as it stands to its reader.
 * @throws Problem `unknown-resource`
 */
export async function consultationBefore(
  services: HttpServices,
  { id, name }: { readonly id: string; readonly name: string },
  by: SignedIn,
): Promise<{ readonly of: LawfulCaseFor; readonly found: KeptConsultation }> {
  const of = await caseWith(services, id, name, by);
  const found = await keptConsultation(consultationPorts(services), id, name);
  if (!found) throw unknownConsultation();
  return { of, found };
}

async function caseWith(
  services: HttpServices,
  id: string,
  name: string,
  by: SignedIn,
): Promise<LawfulCaseFor> {
  const of = await caseBefore(services, id, by);
  const { streams } = of.procedure.definition;
  if (!NAME.test(name) || streams?.[name]?.kind !== 'consultation') throw unknownConsultation();
  return of;
}
