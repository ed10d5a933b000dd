import {
  extendConsultation,
  type Notice,
  openConsultation,
  publishResults,
  withdrawConsultation,
} from '../../../engine/consultation/keep-consultation.js';
import type { ConsultationState } from '../../../engine/consultation/consultation.js';
import type { Unmet } from '../../../engine/case/refusal.js';
import { unmet } from '../../../engine/consultation/consultation-terms.js';
import { leastPeriod } from '../../../engine/consultation/least-period.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import { draftBeside } from '../../../engine/law/draft-beside.js';
import { unmetToBegin } from '../../../engine/streams/stream-power.js';
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
    const streams = (await ports.streamStandings?.of(caseId)) ?? {};
    const { definition, declared, doing, person, caseState } = place;
    const world = { ...place.world, streams };
    const against = unmetToBegin(
      definition,
      declared,
      { person, post: doing.by.post },
      { state: caseState, world },
    );
    const draft = await draftOf(ports, place, streams);
    const earlier = await stateOf(ports, streams[name]?.stream);
    const { calendar } = world;
    const least = leastPeriod(definition, declared, { state: caseState, opensOn: notice.opensOn, calendar });
    const decision = openConsultation({ ...notice, caseId, name, draft }, earlier, doing, least);
    const all = [
      ...against,
      ...missingDraft(place, draft.version),
      ...(decision.refused ? decision.unmet : []),
    ];
    if (decision.refused || all.length > 0) return { refused: true, unmet: all };
    const { draftVersion, draftStream: of, opensOn, closesOn, shortened } = decision.event;
    const opened = {
      ...{ case_id: caseId, name, draft_version: draftVersion, opens_on: opensOn },
      ...{ draft_stream: of ?? null, closes_on: closesOn, shortened },
    };
    return { ...decision, rows: { opened }, result: {} };
  });
}

function draftStream({ definition, declared }: OfficialPlace): string | undefined {
  return draftBeside(definition.streams, declared);
}

// Where a draft is kept beside the case, the public is asked about a version of it.
function missingDraft(place: OfficialPlace, version: number): readonly Unmet[] {
  if (draftStream(place) === undefined || version > 0) return [];
  return [
    unmet('requirement-unmet', {
      zh: '还没有决策草案，不能公开征求意见',
      en: 'there is no draft on which comments could be taken',
    }),
  ];
}

async function draftOf(
  { drafts }: { readonly drafts?: DraftTexts },
  place: OfficialPlace,
  streams: NonNullable<OfficialPlace['world']['streams']>,
): Promise<Notice['draft']> {
  const seen = streams[draftStream(place) ?? ''];
  const version = seen?.standing['version'];
  if (!seen || typeof version !== 'number' || version === 0) return { version: 0 };
  const text = await drafts?.version(seen.stream, version);
  return { version, stream: seen.stream, digest: text?.digest ?? seen.leaf };
}

async function stateOf(
  { ledger }: ConsultationPorts,
  stream: string | undefined,
): Promise<ConsultationState | null> {
  const head = stream === undefined ? undefined : await ledger.head(stream);
  return head?.stateText ? (JSON.parse(head.stateText) as ConsultationState) : null;
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
