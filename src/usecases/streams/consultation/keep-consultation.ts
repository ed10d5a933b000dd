import {
  extendConsultation,
  type Notice,
  publishResults,
  withdrawConsultation,
} from '../../../engine/consultation/keep-consultation.js';
import { CONSULTATION_LAW } from '../../../engine/consultation/consultation-law.js';
import type { ConsultationState } from '../../../engine/consultation/consultation.js';
import { openBesideCase } from '../../../engine/consultation/open-beside-case.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import { draftBeside } from '../../../engine/law/draft-beside.js';
import { stateSeen } from '../state-seen.js';
import type { StreamAnswer } from '../work-on-stream.js';
import type { DraftTexts } from './consultation-ports.js';
import {
  beginConsultation,
  type ConsultationPorts,
  type OfficialPlace,
  type OfficialWish,
  workOnConsultation,
} from './work-on-consultation.js';

/** What the notice says, and until when. */
export type NoticeWish = Pick<Notice, 'opensOn' | 'closesOn' | 'modes' | 'reason' | 'words'>;

/** Opens a consultation on the latest version of the case's draft. The id of its stream is in the answer. */
export async function openFor(
  ports: ConsultationPorts & { readonly drafts?: DraftTexts },
  wish: OfficialWish,
  notice: NoticeWish,
): Promise<StreamAnswer<object>> {
  return beginConsultation(ports, wish, { open: notice }, async (place) => {
    const { caseId, name } = wish;
    const { streams = {} } = place.world;
    const draft = await draftOf(ports, place, streams);
    const last = streams[name];
    const earlier = last && (await stateSeen<ConsultationState>(ports, CONSULTATION_LAW, last));
    const decision = openBesideCase(place, { ...notice, caseId, name, draft }, earlier ?? null);
    if (decision.refused) return decision;
    const { draftVersion, draftStream: of, opensOn, closesOn, shortened } = decision.event;
    const opened = {
      ...{ case_id: caseId, name, draft_version: draftVersion, opens_on: opensOn },
      ...{ draft_stream: of ?? null, closes_on: closesOn, shortened },
    };
    return { ...decision, rows: { opened }, result: {} };
  });
}

async function draftOf(
  { drafts }: { readonly drafts?: DraftTexts },
  { definition, declared }: OfficialPlace,
  streams: NonNullable<OfficialPlace['world']['streams']>,
): Promise<Notice['draft']> {
  const seen = streams[draftBeside(definition.streams, declared) ?? ''];
  const version = seen?.standing['version'];
  if (!seen || typeof version !== 'number' || version === 0) return { version: 0 };
  const text = await drafts?.version(seen.stream, version);
  return { version, stream: seen.stream, digest: text?.digest ?? seen.leaf };
}

/** Takes comments longer. */
export function extendFor(
  ports: ConsultationPorts,
  wish: OfficialWish,
  asked: { readonly closesOn: CivilDate; readonly reason: string },
): Promise<StreamAnswer<object>> {
  return workOnConsultation(ports, wish, { extend: asked }, (state, { doing }) => {
    const decision = extendConsultation(state, asked, doing);
    if (decision.refused) return decision;
    return { ...decision, rows: { extended: { closes_on: asked.closesOn } }, result: {} };
  });
}

/** Withdraws it, with the reason that the public is told. */
export function withdrawFor(
  ports: ConsultationPorts,
  wish: OfficialWish,
  asked: { readonly reason: string },
): Promise<StreamAnswer<object>> {
  return workOnConsultation(ports, wish, { withdraw: asked }, (state, { doing }) => {
    const decision = withdrawConsultation(state, asked, doing);
    return decision.refused ? decision : { ...decision, rows: { withdrawn: { on: doing.on } }, result: {} };
  });
}

/** Publishes what became of the comments. */
export function publishFor(ports: ConsultationPorts, wish: OfficialWish): Promise<StreamAnswer<object>> {
  return workOnConsultation(ports, wish, { publish: true }, (state, { doing }) => {
    const decision = publishResults(state, doing);
    return decision.refused ? decision : { ...decision, rows: { published: { on: doing.on } }, result: {} };
  });
}
