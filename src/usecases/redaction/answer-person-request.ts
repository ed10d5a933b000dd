import type { NamedPart } from '../../engine/audit/redaction.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import type { GroundCode } from './grounds.js';
import { transactPersonRequest, type PersonRequestAnswer } from './person-request-records.js';
import { RIGHT_BASIS, type PersonRequestState } from './person-request-state.js';
import type { RedactionPorts } from './redaction-ports.js';
import { redactionDenials } from './redaction-power.js';
import { requestRedaction } from './request-redaction.js';

/** What is done with the content when a request to delete or restrict is granted. */
export interface GrantedMeasure {
  readonly measure: 'erase' | 'restrict';
  readonly ground: GroundCode;
  /** Empty: those that the request names. */
  readonly parts: readonly NamedPart[];
}

/** Somebody answers a person's request. */
export interface PersonRequestSettling {
  readonly by: Asker;
  /** Stream of the request. */
  readonly id: string;
  readonly outcome: 'granted' | 'refused';
  /** Why, and what was done: the person reads it. Kept as a part. */
  readonly reason: string;
  readonly granted?: GrantedMeasure;
  readonly key: string;
}

/**
 * Answers a request, with reasons (个人信息保护法 50). Granting deletion or restriction opens the request to erase or
 * restrict, which two others approve: what stands against that stands against granting. While the retention period runs
 * deletion is answered by restriction (47.2).
 */
export function answerPersonRequest(
  ports: RedactionPorts,
): (settling: PersonRequestSettling) => Promise<PersonRequestAnswer> {
  return (settling) => {
    const { by, id, outcome, reason, key } = settling;
    const granted = settling.granted && plain(settling.granted);
    const wish = {
      ...{ id, asked: { personAnswer: { outcome, reason, granted: granted ?? null } } },
      ...{ actor: recordActor(by), key: { key, actor: by.person } },
    };
    return transactPersonRequest(ports, wish, async (place) => {
      const denied = await redactionDenials(ports, place, by, { action: 'requestRedaction' });
      if (denied.length > 0) return { answer: { outcome: 'refused', unmet: denied } };
      const { state, on } = place;
      if (!state) return { answer: { outcome: 'unknown' } };
      const unmet = against(state, outcome, granted);
      if (unmet.length > 0) return { answer: { outcome: 'refused', unmet } };
      const basis = [RIGHT_BASIS[state.right], '个人信息保护法 50'];
      const event = { type: 'privacy.answered' as const, on, by: by.person, outcome };
      if (!granted) return { event, basis, parts: { reason } };
      const { measure, ground } = granted;
      const parts = granted.parts.length > 0 ? granted.parts : state.parts;
      // Under a key of its own: whoever repeats the answer finds the request that it opened.
      const asked = await requestRedaction(ports)({
        ...{ by, stream: state.stream, parts, files: [], ground, measure, reason, key: `${key}:redaction` },
      });
      if (asked.outcome === 'refused') return { answer: { outcome: 'refused', unmet: asked.unmet } };
      if (asked.outcome !== 'recorded') return { answer: { outcome: 'unknown' } };
      return { event: { ...event, redaction: asked.id }, basis, parts: { reason } };
    });
  };
}

/** Records and digests take plain objects alone; parts may come as whatever the request was read into. */
function plain({ measure, ground, parts }: GrantedMeasure): GrantedMeasure {
  return { measure, ground, parts: parts.map(({ seq, name }) => ({ seq, name })) };
}

function against(
  { status, right, parts }: PersonRequestState,
  outcome: PersonRequestSettling['outcome'],
  granted: GrantedMeasure | undefined,
): readonly Unmet[] {
  if (status !== 'open') return [{ code: 'not-in-this-state', say: SETTLED, basis: BASIS }];
  const wants = outcome === 'granted' && (right === 'delete' || right === 'restrict');
  if (wants !== (granted !== undefined)) {
    return [{ code: 'invalid-input', say: wants ? NAME_MEASURE : NO_MEASURE, basis: BASIS, at: '/granted' }];
  }
  if (!granted || granted.parts.length + parts.length > 0) return [];
  return [{ code: 'invalid-input', say: NAME_PARTS, basis: BASIS, at: '/granted/parts' }];
}

const BASIS = ['个人信息保护法 50'];
const SETTLED = { zh: '该申请已经答复', en: 'the request is answered' };
const NAME_MEASURE = { zh: '同意删除、限制处理的，须写明措施和理由', en: 'name the measure and its ground' };
const NO_MEASURE = { zh: '这一答复不涉及抹除或者限制处理', en: 'this answer erases and restricts nothing' };
const NAME_PARTS = { zh: '申请未指明内容，须逐项写明', en: 'the request names no parts: name them' };
