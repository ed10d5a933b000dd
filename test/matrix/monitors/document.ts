import { daysBetween } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
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

const SEVEN = ['authority', 'powers', 'content', 'burdens', 'duties', 'shift', 'procedure'];

/** 国办发〔2018〕37号 and 115号: what must be behind a normative document, step by step. */
export const DOCUMENT_MONITORS: readonly Monitor[] = [
  { gate: '37号 2', before: ['sendForReview'], missing: needed },
  { gate: '37号 4', before: ['sendForReview'], missing: assessed },
  { gate: '37号 5', before: ['sendForReview'], missing: solicited },
  { gate: '竞争条例 12-18', before: ['sendForReview', 'decide', 'sign'], missing: competitionReviewed },
  { gate: '115号 4', before: ['acceptMaterials'], missing: ownReview },
  { gate: '37号 6 办公机构', before: ['acceptMaterials'], missing: officeCheck },
  { gate: '115号 5', before: ['issueOpinion', 'issueUrgentOpinion'], missing: timeForReview },
  { gate: '37号 6', before: ['agenda', 'tableDraft', 'decide', 'sign'], missing: lawfulOpinion },
  { gate: '37号 7', before: ['decide'], missing: meetingHeld },
  { gate: '37号 7 结果', before: ['sign'], missing: passed },
  { gate: '37号 8', before: ['publish'], missing: unified },
  { gate: '37号 10', before: ['fileForRecord'], missing: filed },
];

function market(history: History): boolean {
  return said(history.last('propose'), 'market');
}

function government(history: History): boolean {
  return said(history.last('propose'), 'government');
}

function needed(history: History): string | undefined {
  const confirmed = history.last('confirmNecessity');
  return firstFailing(
    [said(confirmed, 'needed'), 'nobody found it needed'],
    [!said(confirmed, 'duplicates'), 'it repeats another document'],
    [!said(confirmed, 'copies'), 'it copies a superior document'],
  );
}

function assessed(history: History): string | undefined {
  const done = history.last('assess');
  if (!done) return 'nothing was assessed';
  const told_ = ['necessity', 'feasibility', 'reasonableness'].every((head) => told(done, head));
  return firstFailing([told_, 'a head of the assessment is missing'], [draftAt(done) > 0, 'without a draft']);
}

function solicited(history: History): string | undefined {
  if (!said(history.last('propose'), 'rights') && !market(history)) return undefined;
  const done = history.last('closeSolicitation', 'withholdDraft');
  if (!done) return 'the public was not heard';
  if (done.act === 'withholdDraft') return told(done, 'provision') ? undefined : 'secret without a provision';
  const announced = history.before(done).last('announceSolicitation');
  if (!announced) return 'nothing was announced';
  const first = String(stood(announced, 'solicitation', 'opensOn')) as CivilDate;
  const last = String(stood(announced, 'solicitation', 'closesOn')) as CivilDate;
  const shortened = stood(announced, 'solicitation', 'shortened') === true;
  const enough = market(history)
    ? daysBetween(first, last) >= 30 && daysClear(first, done.on) >= 30
    : history.workingDaysBetween(first, done.on) >= 7;
  const market_ = market(history);
  return firstFailing(
    [shortened || enough, 'the time was too short'],
    [done.on > last, 'closed before the announced day was over'],
    [stood(done, 'solicitation', 'withdrawn') !== true, 'it was withdrawn'],
    [stood(done, 'solicitation', 'open') !== true, 'opinions are still taken'],
    [stood(done, 'solicitation', 'opensOn') === first, 'another notice was closed'],
    [counted(done, 'solicitation', 'unhandled') === 0, 'opinions are not handled'],
    [!market_ || typeof stood(done, 'solicitation', 'resultOn') === 'string', 'nobody was told the results'],
    [!market_ || said(done, 'heardEnterprises'), 'enterprises were not heard'],
    [given(done, 'concentratedUnadopted') === 0 || told(done, 'reasons'), 'no reasons'],
  );
}

function competitionReviewed(history: History, deed: Deed): string | undefined {
  if (!market(history)) return undefined;
  const done = history.last('concludeCompetition');
  if (!done) return 'competition was not reviewed';
  const { result } = done.input;
  const lists = ['entry', 'flow', 'costs', 'conduct'].every((list) => done.input[list] === 'meets');
  const excepted =
    told(done, 'ground') && said(done, 'noAlternative') && told(done, 'until') && told(done, 'explanation');
  return firstFailing(
    [result === 'clear' || result === 'exception', 'it failed the review'],
    [result !== 'clear' || lists, 'clear although a list is met'],
    [result !== 'exception' || excepted, 'the exception is not made out'],
    [said(done, 'heard'), 'nobody concerned was heard'],
    [draftAt(done) === concerned(deed), 'another version was reviewed'],
  );
}

/** The version that the deed is about: a resolution is about what the meeting had before it. */
function concerned(deed: Deed): number {
  return deed.act === 'decide' ? counted(deed, 'meeting', 'draftVersion') : draftAt(deed);
}

function ownReview(history: History, deed: Deed): string | undefined {
  if (!government(history) || !said(history.last('propose'), 'ownReviewBody')) return undefined;
  const own = history.after(history.last('sendForReview')).last('giveOwnOpinion');
  return firstFailing(
    [said(own, 'lawful'), "the unit's own office has not found it lawful"],
    [own === undefined || draftAt(own) === draftAt(deed), 'another version was reviewed in the unit'],
  );
}

function officeCheck(history: History): string | undefined {
  const done = history.after(history.last('sendForReview')).last('passOfficeCheck');
  const all = ['procedure', 'assessment', 'opinions'].every((part) => said(done, part));
  return all ? undefined : 'the office has not passed it';
}

/** 115号(五): five working days at least from the complete package, but for an approved urgency. */
function timeForReview(history: History, deed: Deed): string | undefined {
  const sent = history.last('sendForReview');
  const accepted = history.after(sent).last('acceptMaterials');
  if (!sent || !accepted) return 'the package was never accepted';
  const whole = ['draftAndNote', 'basisList', 'opinions', 'other'].every((part) => said(accepted, part));
  const urgent = deed.act === 'issueUrgentOpinion' && history.after(sent).did('approveUrgency');
  return firstFailing(
    [whole, 'the package is not complete'],
    [draftAt(accepted) === draftAt(deed), 'another version was accepted'],
    [urgent || history.workingDaysBetween(accepted.on, deed.on) >= 5, 'fewer than five working days'],
  );
}

function lawfulOpinion(history: History, deed: Deed): string | undefined {
  const round = history.after(history.last('sendForReview'));
  const issued = round.last('issueOpinion', 'issueUrgentOpinion');
  if (!issued) return 'there is no opinion';
  const found = round.before(issued).last('recordFindings');
  const result = found?.input['result'];
  const clean = SEVEN.every((check) => found?.input[check] === 'meets');
  const explained = round.after(issued).did('explainUnadopted');
  return firstFailing(
    [result === 'lawful' || (result === 'revise' && explained), 'it was not found lawful'],
    [result !== 'lawful' || clean, 'lawful although a check fails'],
    [draftAt(issued) === concerned(deed), 'the opinion is about another version'],
  );
}

function meetingHeld(history: History, deed: Deed): string | undefined {
  const at = (field: string): unknown => stood(deed, 'meeting', field);
  const forums = government(history) ? ['executive', 'plenary'] : ['office'];
  const explained = !history.after(history.last('sendForReview')).did('explainUnadopted');
  return firstFailing(
    [typeof at('heldOn') === 'string', 'there was no meeting'],
    [forums.includes(String(at('forum'))), 'another kind of meeting'],
    [at('quorate') === true && at('discussed') === true, 'no quorum or no discussion'],
    [counted(deed, 'meeting', 'dissents') === 0 || said(deed, 'dissentRecorded'), 'dissent is not recorded'],
    [explained || said(deed, 'explained'), 'the meeting was not told why the opinion is not adopted'],
  );
}

function passed(history: History): string | undefined {
  const decided = history.after(history.last('sendForReview')).last('decide');
  return decided && stood(decided, 'meeting', 'result') === 'passed'
    ? undefined
    : 'the meeting did not pass it';
}

/** 三统一, and nothing is in force before it is published. */
function unified(history: History, deed: Deed): string | undefined {
  const signed = history.last('sign');
  const registered = history.after(signed).last('register');
  const effective = String(deed.input['effectiveOn']);
  return firstFailing(
    [signed !== undefined, 'not signed'],
    [told(registered, 'number') && told(registered, 'registerNumber'), 'not registered and numbered'],
    [effective >= deed.on || said(deed, 'favourable'), 'in force before it is published'],
    [!market(history) || effective > deed.on || said(deed, 'favourable'), 'no time to adapt'],
  );
}

function filed(history: History, deed: Deed): string | undefined {
  const whom = government(history)
    ? said(deed, 'superior') && said(deed, 'congress')
    : said(deed, 'sameLevel');
  return firstFailing([whom, 'filed with the wrong organ'], [said(deed, 'papers'), 'papers are missing']);
}
