import type { NamedPart } from '../../engine/audit/redaction.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { Defect } from '../../engine/defect.js';

/** What a person may ask of the personal information kept about him: 个人信息保护法 44 to 47. */
export const PERSON_RIGHTS = {
  know: { zh: '查阅', en: 'know' },
  copy: { zh: '复制', en: 'copy' },
  correct: { zh: '更正', en: 'correct' },
  complete: { zh: '补充', en: 'complete' },
  delete: { zh: '删除', en: 'delete' },
  restrict: { zh: '限制处理', en: 'restrict' },
} as const;

export type PersonRight = keyof typeof PERSON_RIGHTS;

/** All rights, for those who must list them. */
export const PERSON_RIGHT_CODES = Object.keys(PERSON_RIGHTS) as readonly PersonRight[];

/** The provision of each right; that of refusing and of answering at all is 50. */
export const RIGHT_BASIS: Readonly<Record<PersonRight, string>> = {
  know: '个人信息保护法 45',
  copy: '个人信息保护法 45',
  correct: '个人信息保护法 46',
  complete: '个人信息保护法 46',
  delete: '个人信息保护法 47',
  restrict: '个人信息保护法 44',
};

/** What happened in such a request's stream of its own: the `data` of its records. Nothing in it is personal. */
export type PersonRequestEvent =
  | {
      readonly type: 'privacy.requested';
      readonly on: CivilDate;
      readonly right: PersonRight;
      /** The case that keeps it. */
      readonly stream: string;
      /** Empty: all that the case keeps about him. */
      readonly parts: readonly NamedPart[];
      /** Pseudonym of the person; of who registered it for somebody without an account, when `atDesk`. */
      readonly by: string;
      readonly atDesk?: true;
      /** Last day for the answer. */
      readonly dueOn: CivilDate;
    }
  | {
      readonly type: 'privacy.answered';
      readonly on: CivilDate;
      readonly by: string;
      readonly outcome: 'granted' | 'refused';
      /** The request to erase or restrict that was opened for it. */
      readonly redaction?: string;
    };

/** A request as its records fold. */
export interface PersonRequestState {
  readonly right: PersonRight;
  readonly stream: string;
  readonly parts: readonly NamedPart[];
  readonly requestedBy: string;
  readonly atDesk: boolean;
  readonly requestedOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly status: 'open' | 'granted' | 'refused';
  readonly answeredOn: CivilDate | null;
  readonly answeredBy: string | null;
  readonly redaction: string | null;
}

/** @throws Defect for an event that does not fit the state */
export function evolvePersonRequest(
  state: PersonRequestState | null,
  event: PersonRequestEvent,
): PersonRequestState {
  if (event.type === 'privacy.requested') {
    if (state) throw new Defect('a person asks once in one stream');
    const { right, stream, parts, by, atDesk = false, on, dueOn } = event;
    return {
      ...{ right, stream, parts, requestedBy: by, atDesk, requestedOn: on, dueOn },
      ...{ status: 'open', answeredOn: null, answeredBy: null, redaction: null },
    };
  }
  if (state?.status !== 'open') throw new Defect('only an open request is answered');
  const { outcome, on, by, redaction = null } = event;
  return { ...state, status: outcome, answeredOn: on, answeredBy: by, redaction };
}

/** Whether nobody answered in time. */
export function isOverdue({ status, dueOn }: PersonRequestState, today: CivilDate): boolean {
  return status === 'open' && dueOn < today;
}
