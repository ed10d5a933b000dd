import type { CaseState } from '../case/case-state.js';
import type { Unmet } from '../case/refusal.js';
import type { World } from '../case/world.js';
import type { Definition } from '../law/definition.js';
import { draftBeside } from '../law/draft-beside.js';
import type { StreamDefinition } from '../law/stream-definition.js';
import type { StreamDecision } from '../streams/stream-law.js';
import { unmetToBegin } from '../streams/stream-power.js';
import type { ConsultationOpened, ConsultationState } from './consultation.js';
import { unmet, type Doing, type InOffice } from './consultation-terms.js';
import { openConsultation, type Notice } from './keep-consultation.js';
import { leastPeriod } from './least-period.js';

/** The case beside which a consultation is opened, and who opens it in which post. */
export interface OpeningPlace {
  readonly definition: Definition;
  readonly declared: StreamDefinition;
  readonly caseState: CaseState;
  /** With how everything beside the case stands. */
  readonly world: World;
  readonly person: string;
  readonly doing: Doing & { readonly by: InOffice };
}

/**
 * Opens a consultation: when everything is met that the definition asks before, on a draft where the procedure keeps one,
 * and for no less than its least period unless the notice says why.
 *
 * @param earlier the consultation of the same name before it; null: there was none
 */
export function openBesideCase(
  { definition, declared, caseState, world, person, doing }: OpeningPlace,
  notice: Notice,
  earlier: Pick<ConsultationState, 'withdrawnOn' | 'resultOn'> | null,
): StreamDecision<ConsultationOpened> {
  const who = { person, post: doing.by.post };
  const against = unmetToBegin(definition, declared, who, { state: caseState, world });
  const { opensOn, draft } = notice;
  const least = leastPeriod(definition, declared, { state: caseState, opensOn, calendar: world.calendar });
  const decision = openConsultation(notice, earlier, doing, least);
  const keepsDraft = draftBeside(definition.streams, declared) !== undefined;
  const all = [
    ...against,
    ...(keepsDraft && draft.version === 0 ? [missingDraft()] : []),
    ...(decision.refused ? decision.unmet : []),
  ];
  return decision.refused || all.length > 0 ? { refused: true, unmet: all } : decision;
}

/** Where a draft is kept beside the case, the public is asked about a version of it. */
function missingDraft(): Unmet {
  return unmet('requirement-unmet', {
    zh: '还没有决策草案，不能公开征求意见',
    en: 'there is no draft on which comments could be taken',
  });
}
