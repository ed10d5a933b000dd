import type { CaseState } from '../../engine/case/case-state.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { addDays, civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { Defect } from '../../engine/defect.js';
import { actOf, partClass } from '../reading/part-class.js';
import type { StreamHead, StreamKind } from '../ports.js';
import { groundOf, type GroundCode } from './grounds.js';
import type { RedactionOffice } from './redaction-power.js';
import type { FoundPart, RedactionPorts } from './redaction-ports.js';
import type { RedactionTarget } from './redaction-state.js';

/** Kinds of streams with content that may be erased. The law as published, and who holds which power, never are. */
const ERASABLE: readonly StreamKind[] = ['case', 'consultation', 'meeting', 'draft', 'panel', 'account'];

/** Parts that are a document of the authority, or the draft that it decided on. */
const DOCUMENTS: Readonly<Partial<Record<StreamKind, string>>> = { case: 'document', draft: 'draft' };

/** Whether content of such a stream may be erased at all. */
export function isErasable(kind: StreamKind): boolean {
  return ERASABLE.includes(kind);
}

/** What is to be erased, and on which ground. */
export interface JudgedWish {
  readonly target: RedactionTarget;
  readonly ground: GroundCode;
}

/**
 * Everything that stands against erasing it, all at once: what is not there, what is no personal content, what is an
 * issued document, and the retention period that still runs.
 */
export async function judgeTarget(
  ports: RedactionPorts,
  head: StreamHead,
  { target, ground }: JudgedWish,
  today: CivilDate,
): Promise<readonly Unmet[]> {
  const [parts, files, rule] = await Promise.all([
    ports.redactions.parts(target.stream, target.parts),
    ports.redactions.files(target.stream, target.files),
    partRule(ports, head),
  ]);
  const known = new Map(parts.map((part) => [`${part.seq} ${part.name}`, part]));
  const ofParts = target.parts.flatMap(({ seq, name }, i): readonly Unmet[] => {
    const found = known.get(`${seq} ${name}`);
    const say = found ? rule(found, ground) : NOT_THERE;
    return say ? [{ code: 'requirement-unmet', say, basis: BASIS, at: `/parts/${i}` }] : [];
  });
  const ofFiles = target.files.flatMap((sha256, i): readonly Unmet[] =>
    files.includes(sha256)
      ? []
      : [{ code: 'requirement-unmet', say: NOT_THERE, basis: BASIS, at: `/files/${i}` }],
  );
  return [...ofParts, ...ofFiles, ...retention(ports, head, ground, today)];
}

/** Where a case is handled; undefined for a stream that is in no one organ. */
export function officeOf({ kind, stateText }: StreamHead): RedactionOffice | undefined {
  if (kind !== 'case' || stateText === null) return undefined;
  const { unit, procedure } = JSON.parse(stateText) as CaseState;
  return { unit, procedure };
}

const BASIS = ['个人信息保护法 47'];

const NOT_THERE = { zh: '没有这一内容，或者已经抹除', en: 'there is no such content, or it is erased' };
const NOT_PERSONAL = { zh: '这一内容不是个人信息，不得抹除', en: 'this is no personal content' };
const A_DOCUMENT = {
  zh: '已签发的文书和决策草案，保存期限届满或者依法院、监管机关要求方可抹除',
  en: 'issued documents and drafts go at the end of their retention, or when ordered',
};

type PartRule = (part: FoundPart, ground: GroundCode) => Unmet['say'] | undefined;

async function partRule(ports: RedactionPorts, head: StreamHead): Promise<PartRule> {
  const { kind, definition } = head;
  const document = (name: string, ground: GroundCode) =>
    DOCUMENTS[kind] === name && !groundOf(ground).documents ? A_DOCUMENT : undefined;
  if (kind !== 'case') return ({ name }, ground) => document(name, ground);
  const procedure = definition === null ? undefined : await ports.catalogue.byDigest(definition);
  if (!procedure) throw new Defect(`case ${head.stream} pins a definition that is not published`);
  return ({ name, data }, ground) => {
    const act = typeof data['act'] === 'string' ? data['act'] : undefined;
    const known = actOf(procedure.definition, act) ? act : undefined;
    const dataClass = partClass(procedure.definition, known, name);
    return dataClass === 'internal' || dataClass === 'public' ? NOT_PERSONAL : document(name, ground);
  };
}

/** 保管期限: nothing goes while it runs, whatever the ground, unless it was ordered. */
function retention(
  { redactionRules, installation }: RedactionPorts,
  { kind, stateText, lastRecordedAt }: StreamHead,
  ground: GroundCode,
  today: CivilDate,
): readonly Unmet[] {
  if (groundOf(ground).beforeRetentionEnds || lastRecordedAt === null) return [];
  const basis = ['个人信息保护法 47.2', '档案法 14'];
  if (kind === 'case') {
    const { status, procedure, lastOn } = JSON.parse(stateText ?? '') as CaseState;
    const own = redactionRules.procedureDays;
    const days = (Object.hasOwn(own, procedure) ? own[procedure] : undefined) ?? redactionRules.caseDays;
    if (days > 0 && status === 'open') return [{ code: 'requirement-unmet', say: STILL_OPEN, basis }];
    return stillRuns(addDays(lastOn, days), today, basis);
  }
  const { commentDays, accountDays, caseDays } = redactionRules;
  const days = kind === 'consultation' ? commentDays : kind === 'account' ? accountDays : caseDays;
  return stillRuns(addDays(civilDayOf(lastRecordedAt, installation.zone), days), today, basis);
}

const STILL_OPEN = {
  zh: '案件尚未办结，保管期限尚未起算；此前只得存储和采取安全保护措施',
  en: 'the case is open: its retention period has not begun; until then it is kept and protected',
};

function stillRuns(until: CivilDate, today: CivilDate, basis: readonly string[]): readonly Unmet[] {
  if (until <= today) return [];
  const say = {
    zh: `保管期限至 ${until} 届满，此前只得存储和采取安全保护措施`,
    en: `retention ends on ${until}; until then it is kept and protected`,
  };
  return [{ code: 'term-not-elapsed', say, basis, earliestPossible: until }];
}
