import type { PowerAction } from '../../engine/powers/power-question.js';

// A record and not a list, so that an action that is added without an entry does not compile.
const ACTIONS: Readonly<Record<PowerAction, true>> = {
  openCase: true,
  performAct: true,
  holdTask: true,
  readCase: true,
  readPersonal: true,
  auditCase: true,
  exportEvidence: true,
  referCase: true,
  answerReferral: true,
  declareRecusal: true,
  requestRecusal: true,
  decideRecusal: true,
  sealCase: true,
  readOrganisation: true,
  changeStructure: true,
  proposeGrant: true,
  confirmGrant: true,
  withdrawPower: true,
  appointDeputy: true,
  recordAbsence: true,
  openAccount: true,
  unlockAccount: true,
  publishProcedure: true,
  adoptCalendar: true,
  advanceClock: true,
  manageWebhooks: true,
  requestRedaction: true,
  approveRedaction: true,
  readLedger: true,
};

/** Every action to which a token may be narrowed; besides them `act:` and the name of an act. */
export const SCOPE_ACTIONS: readonly string[] = Object.keys(ACTIONS);

/** Whether a word is a scope. */
export function isScope(word: string): boolean {
  return Object.hasOwn(ACTIONS, word) || /^act:[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(word);
}
