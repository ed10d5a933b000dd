import { daysBetween } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { applies, handedIn, hearingOrdered, inDispute, NON_DISCLOSURE } from './decision-duties.js';
import {
  counted,
  daysClear,
  draftAt,
  type Deed,
  firstFailing,
  given,
  type History,
  type Monitor,
  said,
  stood,
  told,
} from './history.js';

const LISTS_OF_COMPETITION = ['noRestriction', 'exception'];

/** From here on the draft as it stands is before the organ that decides. */
const ON_THE_DRAFT = ['sendForReview', 'submitBundle', 'decide'] as const;

/** Articles 10 to 24 of the regulation and the review of fair competition: what is behind a draft that goes to the legal office. */
export const DRAFTING_MONITORS: readonly Monitor[] = [
  { gate: '决策条例 10-11', before: ['describeDraft', 'sendForReview'], missing: started },
  { gate: '决策条例 12', before: ['sendForReview'], missing: drafted },
  { gate: '决策条例 13', before: ['sendForReview'], missing: unitsConsulted },
  { gate: '决策条例 14', before: ['sendForReview'], missing: publicHeard },
  { gate: '决策条例 15', before: ['concludeParticipation', 'sendForReview'], missing: longEnoughOpen },
  { gate: '决策条例 16-17', before: ['sendForReview'], missing: hearingHeld },
  { gate: '决策条例 18', before: ['concludeParticipation', 'sendForReview'], missing: commentsHandled },
  { gate: '决策条例 19-20', before: ['sendForReview'], missing: expertsHeard },
  { gate: '决策条例 22-24', before: ON_THE_DRAFT, missing: riskControllable },
  { gate: '竞争条例 12-18', before: ON_THE_DRAFT, missing: competitionReviewed },
];

function started(history: History): string | undefined {
  const start = history.last('start');
  if (!start) return 'nobody decided to start';
  return given(start, 'units') > 1 && !said(start, 'leadNamed') ? 'nobody leads the units' : undefined;
}

function drafted(history: History): string | undefined {
  const described = history.last('describeDraft');
  if (!described) return 'no draft was submitted';
  const list = described.input['basisList'];
  return firstFailing(
    [draftAt(described) > 0, 'there was no draft'],
    [said(described, 'researched'), 'nothing was researched'],
    [said(described, 'policiesConnected'), 'not consistent with other policies'],
    [Array.isArray(list) && list.length > 0, 'the provisions are not listed'],
  );
}

function unitsConsulted(history: History, deed: Deed): string | undefined {
  if (!applies(history, 'touchesUnits')) {
    return told(history.last('start'), 'noConsultationGround') ? undefined : 'no ground for asking nobody';
  }
  const asked = history.last('askUnits');
  if (!asked) return 'no unit was asked';
  const since = history.after(asked);
  const concluded = since.last('concludeConsultation');
  if (!concluded) return 'the consultation is not concluded';
  const answers = since.before(concluded).all('answerConsultation').length;
  const late = history.workingDaysBetween(asked.on, concluded.on) >= 7;
  const stated = ['dispute', 'unitsView', 'ownView'].every((field) => told(concluded, field));
  return firstFailing(
    [answers >= given(asked, 'units') || late, 'a unit could still answer in time'],
    [!inDispute(history) || stated, 'the dispute is not stated'],
    [concluded.on <= deed.on, 'concluded later'],
  );
}

function publicHeard(history: History): string | undefined {
  const start = history.last('start');
  if (!applies(history, 'openToPublic')) {
    const lawful = NON_DISCLOSURE.includes(String(start?.input['nonDisclosureGround']));
    return lawful ? undefined : 'no lawful ground for hearing nobody';
  }
  const round = history.after(history.last('reopenParticipation'));
  const concluded = round.last('concludeParticipation');
  if (!concluded) return 'the participation of the public is not concluded';
  const until = history.before(concluded);
  const heard = round.before(concluded).did('recordMode', 'closeSolicitation');
  return firstFailing(
    [heard, 'the public was heard in no way'],
    [!said(start, 'specialGroups') || until.did('consultGroups'), 'the groups were not consulted'],
    [told(concluded, 'summary'), 'the opinions are not summarised'],
  );
}

/** Every solicitation that was not withdrawn took comments for thirty days, or its notice said why not. */
function longEnoughOpen(history: History): string | undefined {
  for (const announced of history.all('announceSolicitation')) {
    const over = history.after(announced).first('closeSolicitation', 'withdrawSolicitation');
    if (!over) return 'comments are still taken';
    if (over.act === 'withdrawSolicitation') continue;
    const closed = over;
    if (stood(closed, 'solicitation', 'withdrawn') === true) return 'a withdrawn solicitation was closed';
    if (dayOf(announced, 'opensOn') !== dayOf(closed, 'opensOn')) return 'another notice was closed';
    if (told(announced, 'shortenedReason') && stood(announced, 'solicitation', 'shortened') === true)
      continue;
    const first = dayOf(announced, 'opensOn');
    const last = dayOf(closed, 'closesOn');
    if (first === undefined || last === undefined) return 'no time was published';
    if (daysBetween(first, last) < 30 || daysClear(first, closed.on) < 30) return 'fewer than thirty days';
    if (closed.on <= last) return 'closed before the published day was over';
  }
  return undefined;
}

function dayOf(deed: Deed, field: string): CivilDate | undefined {
  const day = stood(deed, 'solicitation', field);
  return typeof day === 'string' ? (day as CivilDate) : undefined;
}

function commentsHandled(_: History, deed: Deed): string | undefined {
  return firstFailing(
    [counted(deed, 'solicitation', 'unhandled') === 0, 'comments are not handled'],
    [
      deed.act !== 'sendForReview' || stood(deed, 'solicitation', 'open') !== true,
      'comments are being taken',
    ],
  );
}

function hearingHeld(history: History): string | undefined {
  if (!hearingOrdered(history)) return undefined;
  const recorded = history.last('hearing.confirmRecord');
  if (!recorded) return 'no hearing is on record';
  const until = history.before(recorded);
  const held = until.last('hearing.hold');
  const arranged = until.last('hearing.arrange');
  if (!held || !arranged) return 'no hearing was held';
  const prepared = until.before(held).after(arranged);
  const listed = prepared.last('hearing.publishList');
  // Whoever is on a list that was published anew is served anew.
  const deliveries = prepared.after(listed).all('hearing.deliverMaterials');
  const reached = deliveries.reduce((sum, one) => sum + given(one, 'served'), 0);
  const rule = !said(arranged, 'selection') || said(arranged, 'selectionRulePublished');
  const signed = given(recorded, 'signed') + given(recorded, 'refusalsNoted');
  return firstFailing(
    [said(arranged, 'draftPublished') && rule, 'draft or rule of selection were not published'],
    [held.on >= String(arranged.input['day']), 'held before the published day'],
    [listed !== undefined, 'the list was not published'],
    [reached >= given(listed, 'participants'), 'not every participant has the papers'],
    [
      deliveries.every(({ on }) => daysClear(on, arranged.input['day'] as CivilDate) >= 7),
      'papers came late',
    ],
    [['open', 'introduced', 'debated'].every((part) => said(held, part)), 'a part of the hearing is missing'],
    [signed >= given(held, 'attended'), 'the record is not signed by everybody'],
  );
}

function expertsHeard(history: History): string | undefined {
  if (!applies(history, 'technical')) {
    return told(history.last('start'), 'notTechnicalGround') ? undefined : 'no ground for hearing no experts';
  }
  const concluded = history.last('concludeExperts');
  if (!concluded) return 'no experts were heard';
  const members = counted(concluded, 'panel', 'members');
  return firstFailing(
    [stood(concluded, 'panel', 'drawn') === true && members > 0, 'no experts were chosen'],
    [counted(concluded, 'panel', 'undeclared') === 0, 'an expert declared nothing'],
    [counted(concluded, 'panel', 'conflicted') === 0, 'an expert is interested'],
    [counted(concluded, 'panel', 'opinions') >= members, 'a signed opinion is missing'],
    [counted(concluded, 'panel', 'unanswered') === 0, 'an opinion is not answered'],
    [said(concluded, 'aspects') && said(concluded, 'confidentiality'), 'what they examined, or secrecy'],
  );
}

/** Article 24: what may be decided is the draft whose risk was found controllable, and no other. */
function riskControllable(history: History, deed: Deed): string | undefined {
  if (!applies(history, 'adverseEffect')) {
    return told(history.last('start'), 'noAdverseEffectGround')
      ? undefined
      : 'no ground for assessing nothing';
  }
  const assessed = history.last('assessRisk', 'adoptAssessment');
  if (!assessed) return 'the risk was not assessed';
  const version = draftAt(deed);
  const refuted = history
    .all('assessRisk')
    .some((one) => draftAt(one) === version && one.input['conclusion'] === 'uncontrollable');
  const lawful =
    assessed.act === 'adoptAssessment'
      ? said(assessed, 'sameRisks')
      : assessed.input['conclusion'] === 'controllable' && said(assessed, 'departmentsHeard');
  return firstFailing(
    [lawful, 'the latest assessment does not say that it is controllable'],
    [draftAt(assessed) === version, 'another version was assessed'],
    [!refuted, 'this version was found not controllable'],
  );
}

function competitionReviewed(history: History, deed: Deed): string | undefined {
  if (!applies(history, 'market')) {
    return told(history.last('start'), 'notMarketGround') ? undefined : 'no ground for reviewing nothing';
  }
  const submitted = history.last('competition.submit');
  const concluded = history.after(submitted).last('competition.conclude');
  if (!submitted || !concluded) return 'competition was not reviewed';
  const result = String(concluded.input['result']);
  const excepted =
    told(concluded, 'exceptionGround') &&
    said(concluded, 'noLessRestrictive') &&
    (told(concluded, 'sunset') || told(concluded, 'endCondition'));
  return firstFailing(
    [LISTS_OF_COMPETITION.includes(result), 'it failed the review'],
    [result !== 'exception' || excepted, 'the exception is not made out'],
    [said(submitted, 'standardsChecked') && said(submitted, 'interestedHeard'), 'the first review'],
    [draftAt(submitted) === draftAt(deed), 'another version was reviewed'],
  );
}

/** The provisions that are attached, and the statement how the procedure was followed (26.1). */
export function materialsAttached(history: History): string | undefined {
  const sent = handedIn(history);
  return firstFailing(
    [said(sent, 'basisAttached'), 'the provisions are not attached'],
    [told(sent, 'procedureStatement'), 'nothing says how the procedure was followed'],
  );
}
