import type { Deed, History } from './history.js';
import { said } from './history.js';

/** Grounds on which a decision is not public (公开条例 14, 15). */
export const NON_DISCLOSURE = [
  '国家秘密',
  '商业秘密',
  '个人隐私',
  '法律行政法规禁止公开',
  '危及国家安全公共安全经济安全社会稳定',
];

/** Acts by which a duty that the decision to start did not name is added later. */
const ADDED_BY: Readonly<Record<string, string>> = {
  touchesUnits: 'requireConsultation',
  openToPublic: 'requireParticipation',
  technical: 'requireExperts',
  adverseEffect: 'requireRiskAssessment',
  market: 'competition.require',
};

/** Whether a duty of chapter two applies, by the decision to start and what was added to it. */
export function applies(history: History, duty: string): boolean {
  return said(history.last('start'), duty) || history.did(ADDED_BY[duty] ?? '');
}

/** Whether a hearing is to be held: other law wants it, or the organ has decided so. */
export function hearingOrdered(history: History): boolean {
  const start = history.last('start');
  return (said(start, 'openToPublic') && said(start, 'hearingNeeded')) || history.did('hearing.ordain');
}

/** The latest time that the draft was handed in for the legality review. */
export function handedIn(history: History): Deed | undefined {
  return history.last('sendForReview');
}

/** The latest legality opinion, or the legal risk that was stated in its place, on what was handed in last. */
export function opinionGiven(history: History): Deed | undefined {
  return history.after(handedIn(history)).last('issueOpinion', 'stateLegalRisk');
}

/** Whether units that disagree have not been satisfied. */
export function inDispute(history: History): boolean {
  const asked = history.last('askUnits');
  if (!asked) return false;
  const since = history.after(asked);
  const disagree = since.all('answerConsultation').some(({ input }) => input['stance'] === 'disagree');
  return disagree && !said(since.last('concludeConsultation'), 'agreed');
}
