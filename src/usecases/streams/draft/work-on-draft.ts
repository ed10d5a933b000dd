import { Defect } from '../../../engine/defect.js';
import type { DraftPlace } from '../../../engine/draft/draft-place.js';
import { draftLaw, type DraftEvent, type DraftState } from '../../../engine/draft/draft-stream.js';
import type { Ports } from '../../ports.js';
import type { Asker } from '../../powers/power-facts.js';
import { workOnStream, type StreamAnswer, type StreamOutcome } from '../work-on-stream.js';
import { draftPlace, draftStream, knownDraft, type DraftAddress } from './draft-on-hand.js';

/** Somebody's wish about a draft. */
export interface DraftWish extends DraftAddress {
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
}

type Outcome<Event extends DraftEvent, Result> = StreamOutcome<Event, Result>;

/**
 * Does one thing in a draft that has begun. To whoever may not know of its case there is none.
 *
 * @param asked what is asked, word for word
 * @throws Unavailable, Defect as `workOnStream`.
 */
export async function inDraft<Event extends DraftEvent, Result>(
  ports: Ports,
  wish: DraftWish,
  asked: Readonly<Record<string, unknown>>,
  decide: (place: DraftPlace, stream: string) => Outcome<Event, Result> | Promise<Outcome<Event, Result>>,
): Promise<StreamAnswer<Result>> {
  const { caseId, by, key } = wish;
  if (!(await knownDraft(ports, wish, by))) return { outcome: 'unknown' };
  const stream = draftStream(wish, ports.hash);
  return workOnStream<DraftState, DraftEvent, Result>(
    ports,
    draftLaw,
    { kind: 'draft', stream, caseId, by, key, asked },
    async (place) => {
      const known = draftPlace(wish, place);
      if (!known) throw new Defect(`case ${caseId} lost its draft ${wish.name}`);
      return decide(known, stream);
    },
  );
}
