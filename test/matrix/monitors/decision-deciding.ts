import { applies, handedIn, inDispute, opinionGiven, NON_DISCLOSURE } from './decision-duties.js';
import { materialsAttached } from './decision-drafting.js';
import {
  counted,
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

const DRAFTER_ACTS = ['describeDraft', 'sendForReview', 'reviseDraft', 'supplement', 'submitBundle'];
const HEADS = ['authority', 'process', 'content'];

/** What a place adds between the drafting and the legal office: the materials are there when the last of it is done. */
export type HandOver = readonly string[];

/** Articles 8 and 25 to 37. `handOver`: acts of a place by which alone the legal office has the materials. */
export function decidingMonitors(handOver: HandOver = []): readonly Monitor[] {
  const discussed = ['agenda', 'submitBundle', 'decide'];
  return [
    { gate: '决策条例 25', before: [...discussed, 'issue'], missing: lawfulOpinion },
    {
      gate: '决策条例 26',
      before: ['issueOpinion', 'stateLegalRisk'],
      missing: (history, deed) => timeForReview(history, deed, handOver),
    },
    { gate: '决策条例 27-28', before: ['agenda', 'submitBundle'], missing: threeHeads },
    { gate: '决策条例 29', before: ['agenda', 'decide'], missing: bundle },
    { gate: '决策条例 30', before: ['decide'], missing: meetingHeld },
    { gate: '决策条例 30 结果', before: ['reportToParty', 'issue'], missing: passed },
    { gate: '决策条例 24、竞争条例 18 修改', before: ['confirmAmendments'], missing: amendedWithin },
    { gate: '决策条例 31', before: ['issue'], missing: partyAsked },
    { gate: '决策条例 8', before: ['issue'], missing: congressTold },
    { gate: '决策条例 32', before: ['endExecution', 'recordAdjustment'], missing: published },
    { gate: '决策条例 33', before: ['endExecution', 'recordAdjustment'], missing: archived },
    { gate: '决策条例 34', before: ['reportExecution', 'endExecution'], missing: assigned },
    { gate: '决策条例 37', before: ['suspendExecution', 'recordAdjustment'], missing: changedByLaw },
  ];
}

/** Article 25: an opinion on this very version, or the risk of an exploratory reform in its place. */
function lawfulOpinion(history: History, deed: Deed): string | undefined {
  const given_ = opinionGiven(history);
  if (!given_) return 'there is no opinion';
  const reform =
    given_.act === 'stateLegalRisk' &&
    said(history.last('start'), 'exploratory') &&
    said(given_, 'noRule') &&
    told(given_, 'risks');
  const amended = history.after(given_).last('confirmAmendments');
  const version = amended ? given(amended, 'version') : given(given_, 'version');
  const drafters = history.all(...DRAFTER_ACTS).map(({ person }) => person);
  return firstFailing(
    [reform || given_.input['conclusion'] === 'lawful', 'it was not found lawful'],
    [version === draftAt(deed), 'the opinion is about another version'],
    [!drafters.includes(given_.person), 'who drafted reviewed himself'],
  );
}

/** Article 26: seven whole working days with the materials on this version complete, unless shorter was agreed for it. */
function timeForReview(history: History, deed: Deed, handOver: HandOver): string | undefined {
  const sent = handedIn(history);
  if (!sent) return 'nothing was sent';
  const round = history.after(sent);
  const accepted = round.last('acceptMaterials');
  if (!accepted) return 'the materials were never found complete';
  const complete = round.before(accepted).last('supplement', ...handOver) ?? sent;
  const agreed = round.did('agreeShorterReview');
  return firstFailing(
    [said(accepted, 'complete'), 'the materials are not complete'],
    [materialsAttached(history) === undefined, 'the provisions were not attached'],
    [draftAt(complete) === draftAt(deed), 'another version was sent'],
    [agreed || history.workingDaysBetween(complete.on, deed.on) >= 7, 'fewer than seven working days'],
  );
}

/** Articles 27 and 28: the three heads with their provisions, and counsel. */
function threeHeads(history: History): string | undefined {
  const opinion = opinionGiven(history);
  if (!opinion) return 'there is no opinion';
  const conforming = HEADS.every(
    (head) => opinion.input[head] === 'conforming' && told(opinion, `${head}Basis`),
  );
  return firstFailing(
    [opinion.act === 'stateLegalRisk' || conforming, 'a head is not found conforming with its provisions'],
    [history.after(handedIn(history)).before(opinion).did('recordCounsel'), 'counsel was not heard'],
  );
}

/** The six parts with this opinion, before the matter is put on the agenda. */
function bundle(history: History): string | undefined {
  const submitted = history.after(opinionGiven(history)).last('submitBundle');
  if (!submitted) return 'no bundle was submitted';
  const part = (name: string, duty?: string): readonly [boolean, string] => [
    said(submitted, name) || (duty !== undefined && !applies(history, duty)),
    `the bundle is without ${name}`,
  ];
  return firstFailing(
    part('draft'),
    part('competition', 'market'),
    part('publicOpinions', 'openToPublic'),
    part('expertOpinions', 'technical'),
    part('riskReport', 'adverseEffect'),
    part('legalityOpinion'),
    [!inDispute(history) || said(submitted, 'disputeStatement'), 'the dispute is not explained'],
  );
}

function meetingHeld(_: History, deed: Deed): string | undefined {
  const at = (field: string): unknown => stood(deed, 'meeting', field);
  return firstFailing(
    [typeof at('heldOn') === 'string', 'there was no meeting'],
    [at('forum') === 'executive' || at('forum') === 'plenary', 'another kind of meeting'],
    [at('quorate') === true, 'without a quorum'],
    [at('discussed') === true, 'not discussed'],
    [at('chiefLast') === true, 'the chief did not speak last'],
    [at('departs') !== true || at('reasoned') === true, 'departs without a reason'],
    [at('result') === deed.input['resolution'], 'another result than the meeting resolved'],
    [counted(deed, 'meeting', 'draftVersion') === draftAt(deed), 'the meeting had another version before it'],
  );
}

function passed(history: History): string | undefined {
  const decided = history.after(opinionGiven(history)).last('decide');
  if (!decided) return 'nothing was decided on this opinion';
  const result = decided.input['resolution'];
  if (result === 'passed') return undefined;
  if (result !== 'passedInPrinciple') return 'it was not passed';
  const confirmed = history.after(decided).last('confirmAmendments');
  return firstFailing(
    [confirmed !== undefined, 'the changes are not confirmed'],
    [said(confirmed, 'asResolved') && said(confirmed, 'lawful'), 'other changes than were resolved'],
  );
}

/** What was passed in principle is changed only off what the assessments were about: the changed text has none of its own. */
function amendedWithin(history: History, deed: Deed): string | undefined {
  return firstFailing(
    [!applies(history, 'market') || said(deed, 'competitionUntouched'), 'competition is not reviewed again'],
    [!applies(history, 'adverseEffect') || said(deed, 'riskUntouched'), 'the risk is not assessed again'],
  );
}

function partyAsked(history: History, deed: Deed): string | undefined {
  const reported = history.after(history.last('decide')).last('reportToParty');
  if (!reported) return 'the Party committee was not told of this decision';
  return firstFailing(
    [given(reported, 'version') === draftAt(deed), 'another version was reported'],
    [told(reported, 'number'), 'the report has no number'],
    [history.after(reported).did('recordPartyReply'), 'the Party committee has not agreed'],
  );
}

function congressTold(history: History): string | undefined {
  const since = history.after(history.last('decide'));
  return since.did('reportToCongress', 'dispenseCongress') ? undefined : "the People's Congress was not told";
}

function published(history: History): string | undefined {
  const since = history.after(history.last('issue'));
  const done = since.last('publish', 'withholdPublication');
  if (!history.did('issue') || !done) return 'not published';
  if (done.act === 'withholdPublication') {
    const lawful = NON_DISCLOSURE.includes(String(done.input['ground']));
    return applies(history, 'openToPublic') || !lawful ? 'a public matter was withheld' : undefined;
  }
  const channels = done.input['channels'] as readonly string[];
  const concern = said(done, 'publicConcern') || applies(history, 'technical');
  return firstFailing(
    [channels.includes('政府公报') && channels.includes('政府网站'), 'not in the gazette and on the website'],
    [!concern || (said(done, 'adoptionStated') && said(done, 'interpreted')), 'nothing was explained'],
  );
}

function archived(history: History): string | undefined {
  const done = history.after(history.last('issue')).last('archive');
  if (!done) return 'not archived';
  return firstFailing(
    [said(done, 'complete'), 'the file is not complete'],
    [typeof stood(done, 'meeting', 'minutesOn') === 'string', 'there are no minutes'],
    [counted(done, 'meeting', 'unconfirmed') === 0, 'words in the minutes are not confirmed'],
  );
}

function assigned(history: History): string | undefined {
  return history.after(history.last('issue')).did('assignExecution') ? undefined : 'nobody carries it out';
}

function changedByLaw(history: History, deed: Deed): string | undefined {
  if (deed.act === 'recordAdjustment') {
    return said(deed, 'procedureFollowed') ? undefined : 'changed without the procedure';
  }
  const reported = history.after(history.last('issue')).did('reportProblem');
  return firstFailing([reported, 'no problem was reported'], [said(deed, 'urgent'), 'it is not urgent']);
}
