import { decidingMonitors } from './decision-deciding.js';
import { DRAFTING_MONITORS } from './decision-drafting.js';
import { DOCUMENT_MONITORS } from './document.js';
import { counted, type Deed, firstFailing, type History, type Monitor, said, told } from './history.js';

/** Acts of a place that stand between the drafting unit and the legal office. */
const HAND_OVER: Readonly<Record<string, readonly string[]>> = {
  golmud: ['holdConsultation'],
  guanghan: ['findBurdenConsistent'],
  shanghai: ['passFirstReview'],
};

/** What a place demands beside the law of the nation (law.md §2). */
const LOCAL: Readonly<Record<string, readonly Monitor[]>> = {
  golmud: [
    { gate: '格尔木规定 10', before: ['sendForReview'], missing: everyStep },
    { gate: '格尔木规定 14', before: ['acceptMaterials'], missing: (h) => since(h, 'holdConsultation') },
    { gate: '格尔木规定 11', before: ['issue'], missing: committee },
    { gate: '格尔木规定 13', before: ['endExecution'], missing: evaluated },
  ],
  guanghan: [
    {
      gate: '广汉目录',
      before: ['acceptMaterials'],
      missing: (h) => since(h, 'findPolicyConsistent') ?? since(h, 'findBurdenConsistent'),
    },
  ],
  heilongjiang: [{ gate: '黑龙江规定', before: ['submitStudy'], missing: inCatalogue }],
  qinghai: [{ gate: '青海710', before: ['endExecution'], missing: cleared }],
  quzhou: [{ gate: '衢州办法', before: ['concludeExperts'], missing: oddAndEnough }],
  shanghai: [
    { gate: '上海审查规则', before: ['acceptMaterials'], missing: (h) => since(h, 'passFirstReview') },
    { gate: '上海规定', before: ['issueOpinion'], missing: anotherReviewer },
  ],
};

/** Every monitor of major decisions as they are made in the place; without a place those of the nation. */
export function decisionMonitors(place?: string): readonly Monitor[] {
  const local = place === undefined ? [] : (LOCAL[place] ?? []);
  return [...DRAFTING_MONITORS, ...decidingMonitors(HAND_OVER[place ?? '']), ...local];
}

/** Every monitor of normative documents. */
export function documentMonitors(): readonly Monitor[] {
  return DOCUMENT_MONITORS;
}

function since(history: History, act: string): string | undefined {
  return history.after(history.last('sendForReview')).did(act) ? undefined : `${act} has not been done`;
}

function everyStep(history: History): string | undefined {
  return firstFailing(
    [history.did('concludeConsultation'), 'units were not consulted'],
    [history.did('concludeExperts'), 'no experts were heard'],
    [history.did('assessRisk', 'adoptAssessment'), 'the risk was not assessed'],
  );
}

function committee(history: History): string | undefined {
  const asked = history
    .after(history.last('decide'))
    .did('recordCommitteeConsent', 'dispenseCommitteeConsent');
  return asked ? undefined : 'the city committee was not asked';
}

function evaluated(history: History): string | undefined {
  return history.did('recordEvaluation') ? undefined : 'the decision was not evaluated';
}

function inCatalogue(history: History): string | undefined {
  const classified = history.last('classify');
  return firstFailing(
    [told(classified, 'catalogue') && told(classified, 'partyConsent'), 'not in a catalogue with consent'],
    [history.did('confirmCatalogue'), 'the catalogue was not published'],
  );
}

function cleared(history: History): string | undefined {
  const registered = history.last('registerFollowUp');
  return registered && history.after(registered).did('clearFollowUp')
    ? undefined
    : 'follow-ups are not cleared';
}

function oddAndEnough(_: History, deed: Deed): string | undefined {
  const members = counted(deed, 'panel', 'members');
  return firstFailing(
    [members % 2 === 1, 'an even number of experts'],
    [members >= 5, 'fewer than five experts'],
    [counted(deed, 'panel', 'sectorMembers') * 3 <= members, 'more than a third from the sector'],
  );
}

function anotherReviewer(history: History, deed: Deed): string | undefined {
  const first = history.after(history.last('sendForReview')).last('passFirstReview');
  return firstFailing(
    [first?.person !== deed.person, 'who reviewed first reviews again'],
    [first === undefined || said(first, 'notByConsultation'), 'a consultation stood for the review'],
  );
}
