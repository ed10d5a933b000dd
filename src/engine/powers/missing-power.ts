import type { PolicyReason, PowerAction } from './power-question.js';

type Say = PolicyReason['say'];

const SYSTEM: Say = { zh: '须由系统管理员办理', en: 'the system administrator must do this' };
const SECURITY: Say = { zh: '须由安全管理员办理', en: 'the security administrator must do this' };
const OWN_AFFAIR: Say = {
  zh: '须由工作人员为本人办理',
  en: 'an officer does this for himself only',
};
const POST: Say = {
  zh: '须由有权办理本案的岗位或者当事人作出',
  en: 'a post competent for this case, or a party to it, must do this',
};
const READERS: Say = {
  zh: '仅限当事人、办理岗位和有权督查、审计的人员',
  en: 'for the parties, the posts that handle the case, and its supervisors and auditors',
};
const HEAD: Say = { zh: '须由本机关负责人决定', en: 'the head of the organ must decide this' };

/** Who has the power, for each action. Gives nothing away about a case. */
const HOLDERS: Readonly<Record<PowerAction, Say>> = {
  openCase: POST,
  performAct: POST,
  holdTask: POST,
  readCase: READERS,
  readPersonal: READERS,
  auditCase: {
    zh: '须由有权督查、审计本案的人员提出',
    en: 'a supervisor or an auditor of this case asks this',
  },
  referCase: {
    zh: '须由正在办理或者办理过本案的工作人员提出',
    en: 'an officer who has the case in hand, or acted in it, must do this',
  },
  answerReferral: {
    zh: '须由被请的本人答复',
    en: 'the person who was asked must answer',
  },
  declareRecusal: {
    zh: '须由本案的工作人员为本人提出',
    en: 'an officer of this case declares it for himself',
  },
  requestRecusal: { zh: '须由本案当事人提出', en: 'a party to the case must ask for this' },
  decideRecusal: HEAD,
  sealCase: HEAD,
  exportEvidence: {
    zh: '仅限当事人和有权督查、审计本案的人员',
    en: 'for the parties, and supervisors and auditors of this case, only',
  },
  readOrganisation: {
    zh: '仅限工作人员、专家和管理员查阅',
    en: 'for officers, experts and administrators only',
  },
  changeStructure: SYSTEM,
  proposeGrant: SYSTEM,
  confirmGrant: SECURITY,
  withdrawPower: {
    zh: '须由系统管理员或者安全管理员办理',
    en: 'the system or the security administrator must do this',
  },
  appointDeputy: OWN_AFFAIR,
  recordAbsence: OWN_AFFAIR,
  openAccount: SYSTEM,
  unlockAccount: SECURITY,
  publishProcedure: SECURITY,
  adoptCalendar: SYSTEM,
  advanceClock: SYSTEM,
  manageWebhooks: SYSTEM,
  requestRedaction: SECURITY,
  approveRedaction: {
    zh: '须由审计管理员或者机关负责人审批',
    en: 'the audit administrator or the head of the organ must approve this',
  },
  readLedger: {
    zh: '仅限审计管理员和有审计任务的审计人员',
    en: 'for the audit administrator and auditors with an assignment only',
  },
};

/** The reason of a refusal for which no policy spoke: nothing grants the power. */
export function missingPower(action: PowerAction): PolicyReason {
  return { policy: '', code: 'power-missing', say: HOLDERS[action], basis: ['正程 未授权即禁止'] };
}
