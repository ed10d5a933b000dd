import type { ConsultationEvent, ConsultationState } from '../../../engine/consultation/consultation.js';
import { CONSULTATION_LAW } from '../../../engine/consultation/consultation-law.js';
import type { Doing, InOffice } from '../../../engine/consultation/consultation-terms.js';
import { withProvisions } from '../../../engine/consultation/consultation-terms.js';
import { basisList } from '../../../engine/case/basis-list.js';
import { today, type World } from '../../../engine/case/world.js';
import type { CaseState } from '../../../engine/case/case-state.js';
import type { Unmet } from '../../../engine/case/refusal.js';
import type { Definition } from '../../../engine/law/definition.js';
import type { StreamDefinition } from '../../../engine/law/stream-definition.js';
import type { StreamDecision } from '../../../engine/streams/stream-law.js';
import { powerInStream, streamPower } from '../../../engine/streams/stream-power.js';
import type { Ports } from '../../ports.js';
import type { Asker } from '../../powers/power-facts.js';
import {
  type StreamAnswer,
  type StreamOutcome,
  type StreamPlace,
  type StreamWish,
  workOnStream,
} from '../work-on-stream.js';
import type { ConsultationReads } from './consultation-ports.js';

/** What consultations need. */
export interface ConsultationPorts extends Ports {
  readonly consultations: ConsultationReads;
}

/** An official's wish, about the consultation that his case has under a name: the last one, where there were several. */
export interface OfficialWish {
  readonly caseId: string;
  /** In the definition's `streams`. */
  readonly name: string;
  readonly by: Asker;
  readonly key: string;
  readonly expectedVersion?: number;
}

/** What officials decide on: who acts in which post, and where. */
export interface OfficialPlace {
  readonly stream: string;
  readonly doing: Doing & { readonly by: InOffice };
  readonly person: string;
  readonly definition: Definition;
  readonly declared: StreamDefinition;
  readonly caseState: CaseState;
  readonly world: World;
}

/** A decision with the rows that follow from it. */
export type Decided<Result> =
  | (Extract<StreamDecision<ConsultationEvent>, { refused: false }> & {
      readonly rows?: object;
      readonly result: Result;
    })
  | { readonly refused: true; readonly unmet: readonly Unmet[] };

/** Does something in the consultation that there is; `unknown` when the case has none under that name. */
export async function workOnConsultation<Result>(
  ports: ConsultationPorts,
  wish: OfficialWish,
  asked: Readonly<Record<string, unknown>>,
  decide: (state: ConsultationState, place: OfficialPlace) => Promise<Decided<Result>> | Decided<Result>,
): Promise<StreamAnswer<Result>> {
  const stream = (await ports.streamStandings?.streamsOf(wish.caseId, wish.name))?.at(-1);
  if (stream === undefined) return { outcome: 'unknown' };
  return work(ports, { ...wish, stream }, asked, (state, place) =>
    state ? decide(state, place) : { refused: true, unmet: [] },
  );
}

/** Begins a consultation; `unknown` when the case's procedure declares none under that name. */
export async function beginConsultation<Result>(
  ports: ConsultationPorts,
  wish: OfficialWish,
  asked: Readonly<Record<string, unknown>>,
  decide: (place: OfficialPlace) => Promise<Decided<Result>>,
): Promise<StreamAnswer<Result>> {
  const head = await ports.ledger.head(wish.caseId);
  const procedure = head?.definition ? await ports.catalogue.byDigest(head.definition) : undefined;
  if (procedure?.definition.streams?.[wish.name]?.kind !== 'consultation') return { outcome: 'unknown' };
  const how = { begins: true as const, looksBeside: true as const };
  const begins = { ...wish, ...how, stream: ports.ids.randomUuid() };
  return work(ports, begins, asked, (_, place) => decide(place));
}

function work<Result>(
  ports: ConsultationPorts,
  wish: OfficialWish & Pick<StreamWish, 'stream' | 'begins' | 'looksBeside'>,
  asked: Readonly<Record<string, unknown>>,
  decide: (
    state: ConsultationState | null,
    place: OfficialPlace,
  ) => Promise<Decided<Result>> | Decided<Result>,
): Promise<StreamAnswer<Result>> {
  const { name, ...rest } = wish;
  const request = { ...rest, kind: 'consultation' as const, asked: { name, ...asked } };
  return workOnStream<ConsultationState, ConsultationEvent, Result>(
    ports,
    CONSULTATION_LAW,
    request,
    async (place): Promise<StreamOutcome<ConsultationEvent, Result>> => {
      const official = officialPlace(wish, place);
      if ('unmet' in official) return { refused: true, ...official };
      return withProvisions(basisList(official.declared.basis), await decide(place.state, official));
    },
  );
}

function officialPlace(
  { name, stream, by }: OfficialWish & { readonly stream: string },
  { actor, case: about, context }: StreamPlace<ConsultationState>,
): OfficialPlace | { readonly unmet: readonly Unmet[] } {
  const declared = about?.procedure.definition.streams?.[name];
  if (!actor || !about || !declared) return { unmet: [] };
  const { definition } = about.procedure;
  const { world } = context;
  const power = streamPower(definition, name, declared, { actor, state: about.state, world });
  if ('unmet' in power) return { unmet: power.unmet };
  const doing = { on: today(world), by: powerInStream(power) };
  return { stream, doing, person: by.person, definition, declared, caseState: about.state, world };
}
