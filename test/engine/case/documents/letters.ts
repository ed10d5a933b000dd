import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { actorInPosts } from '../../../../src/engine/case/command.js';
import { decide } from '../../../../src/engine/case/decide.js';
import type { Decision } from '../../../../src/engine/case/decision.js';
import { decideIssue } from '../../../../src/engine/case/documents/decide-documents.js';
import { decideService, type ServiceProof } from '../../../../src/engine/case/documents/decide-service.js';
import type { ServiceCommand } from '../../../../src/engine/case/documents/lawful-service.js';
import { nextLapse } from '../../../../src/engine/case/lapse.js';
import type { Refusal } from '../../../../src/engine/case/refusal.js';
import type { World } from '../../../../src/engine/case/world.js';
import type { CivilDate, Instant } from '../../../../src/engine/clock/time.js';
import { ajvInputCheck } from '../../../../src/outside/ajv/input-check.js';
import { officialCalendar, powers, procedureFrom } from '../../../support/procedures.js';

export const letters = procedureFrom('test/engine/case/documents/fixtures/letter.yaml');
const calendar = officialCalendar();
const checkInput = ajvInputCheck();
const checkPower = powers();

/** The world at a local noon in Shanghai. */
export function worldOn(day: string): World {
  return {
    ...{ now: `${day}T04:00:00.000Z` as Instant, zone: 'Asia/Shanghai', calendar },
    ...{ checkInput, checkPower },
  };
}

const PEOPLE = {
  window: actorInPosts('p-window', ['window']),
  reviewer: actorInPosts('p-reviewer', ['reviewer']),
  applicant: actorInPosts('p-applicant', []),
  stranger: actorInPosts('p-stranger', ['driver']),
} as const;

/** Performs an act that the law must allow. */
export function act(
  state: CaseState | null,
  day: string,
  by: keyof typeof PEOPLE,
  name: string,
  input: Record<string, unknown> = {},
): CaseState {
  const opening = state === null && { unit: 'bureau', parties: { applicant: ['p-applicant'] } };
  return after(decide(letters, state, { act: name, actor: PEOPLE[by], input, ...opening }, worldOn(day)));
}

/** Issues a document. */
export function issued(state: CaseState, day: string, id: string): CaseState {
  const composed = { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64), number: '测〔2026〕1号' };
  const answers =
    id === 'd1' && state.documents?.['d1']?.document === 'notice' ? { 拟作决定: '不予许可' } : {};
  return after(decideIssue(letters, state, { actor: PEOPLE.reviewer, id, answers, composed }, worldOn(day)));
}

/** Serves a document, or tries to. */
export function serve(
  state: CaseState,
  day: string,
  told: Partial<ServiceCommand> & { readonly by?: keyof typeof PEOPLE; readonly proof?: ServiceProof },
): Decision | Refusal {
  const { by = 'window', proof, ...command } = told;
  return decideService(
    letters,
    state,
    {
      ...{ id: 'd1', mode: 'service.direct', on: day as CivilDate, input: DIRECT, actor: PEOPLE[by] },
      ...command,
    },
    worldOn(day),
    proof,
  );
}

/** What personal service wants told. */
export const DIRECT = { place: '申请人住所', receiver: '刘申请', relation: '本人' };

/** The state after a decision. @throws when it was refused */
export function after(answer: Decision | Refusal): CaseState {
  if (answer.refused) throw new Error(`refused: ${JSON.stringify(answer.unmet)}`);
  return answer.state;
}

/** What the law has done by noon of a day. */
export function swept(state: CaseState, day: string): CaseState {
  let current = state;
  for (let lapse = nextLapse(letters, current, worldOn(day)); lapse;) {
    current = lapse.state;
    lapse = nextLapse(letters, current, worldOn(day));
  }
  return current;
}

/** A case in which the notice of the right was issued on a day and waits to be served. */
export function noticeIssued(day: string): CaseState {
  return issued(act(act(null, day, 'window', 'receive'), day, 'reviewer', 'tell'), day, 'd1');
}
