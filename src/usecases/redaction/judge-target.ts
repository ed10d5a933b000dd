import type { CaseState } from '../../engine/case/case-state.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { addDays, civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { Defect } from '../../engine/defect.js';
import { actOf, partClass } from '../reading/part-class.js';
import type { StreamHead, StreamKind } from '../ports.js';
import { groundOf, type GroundCode, type Measure } from './grounds.js';
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

/** What is to be erased, restricted or released, and on which ground. */
export interface JudgedWish {
  readonly target: RedactionTarget;
  readonly ground: GroundCode;
  readonly measure: Measure;
}

/**
 * Everything that stands against it, all at once: a ground for something else, what is not there, what is no personal
 * content; against erasing also that it is an issued document, and the retention period that still runs: until its end
 * content can be restricted, which is what the law then wants (个人信息保护法 47.2).
 */
export async function judgeTarget(
  ports: RedactionPorts,
  head: StreamHead,
  { target, ground, measure }: JudgedWish,
  today: CivilDate,
): Promise<readonly Unmet[]> {
  const { redactions } = ports;
  const [parts, files, apart, rule] = await Promise.all([
    redactions.parts(target.stream, target.parts),
    redactions.files(target.stream, target.files),
    redactions.restrictedFiles(target.stream, target.files),
    partRule(ports, head),
  ]);
  const known = new Map(parts.map((part) => [`${part.seq} ${part.name}`, part]));
  const ofParts = target.parts.flatMap(({ seq, name }, i): readonly Unmet[] => {
    const found = known.get(`${seq} ${name}`);
    const say = standing(measure, found?.restricted) ?? (found && rule(found, ground, measure));
    return say ? [{ code: 'requirement-unmet', say, basis: BASIS, at: `/parts/${i}` }] : [];
  });
  const ofFiles = target.files.flatMap((sha256, i): readonly Unmet[] => {
    const say = standing(measure, files.includes(sha256) ? apart.includes(sha256) : undefined);
    return say ? [{ code: 'requirement-unmet', say, basis: BASIS, at: `/files/${i}` }] : [];
  });
  const ofGround: readonly Unmet[] = groundOf(ground).measures.includes(measure)
    ? []
    : [{ code: 'invalid-input', say: OTHER_GROUND, basis: BASIS, at: '/ground' }];
  const ofTime = measure === 'erase' ? retention(ports, head, ground, today) : [];
  return [...ofGround, ...ofParts, ...ofFiles, ...ofTime];
}

/** @param restricted whether it is; undefined: it is not there */
function standing(measure: Measure, restricted: boolean | undefined): Unmet['say'] | undefined {
  if (restricted === undefined) return NOT_THERE;
  if (measure === 'restrict' && restricted) return RESTRICTED;
  return measure === 'release' && !restricted ? NOT_RESTRICTED : undefined;
}

/** Where a case is handled; undefined for a stream that is in no one organ. */
export function officeOf({ kind, stateText }: StreamHead): RedactionOffice | undefined {
  if (kind !== 'case' || stateText === null) return undefined;
  const { unit, procedure } = JSON.parse(stateText) as CaseState;
  return { unit, procedure };
}

const BASIS = ['个人信息保护法 47'];

const NOT_THERE = { zh: '没有这一内容，或者已经抹除', en: 'there is no such content, or it is erased' };
const RESTRICTED = { zh: '这一内容已经限制处理', en: 'this content is restricted already' };
const NOT_RESTRICTED = { zh: '这一内容没有限制处理', en: 'this content is not restricted' };
const OTHER_GROUND = { zh: '所选理由不适用于这一措施', en: 'this is no ground for this measure' };
const NOT_PERSONAL = {
  zh: '这一内容不是个人信息，不得抹除或者限制处理',
  en: 'this is no personal content',
};
const A_DOCUMENT = {
  zh: '已签发的文书和决策草案，保存期限届满或者依法院、监管机关要求方可抹除',
  en: 'issued documents and drafts go at the end of their retention, or when ordered',
};

type PartRule = (part: FoundPart, ground: GroundCode, measure: Measure) => Unmet['say'] | undefined;

async function partRule(ports: RedactionPorts, head: StreamHead): Promise<PartRule> {
  const { kind, definition } = head;
  const document = (name: string, ground: GroundCode, measure: Measure) =>
    measure === 'erase' && DOCUMENTS[kind] === name && !groundOf(ground).documents ? A_DOCUMENT : undefined;
  if (kind !== 'case') return ({ name }, ground, measure) => document(name, ground, measure);
  const procedure = definition === null ? undefined : await ports.catalogue.byDigest(definition);
  if (!procedure) throw new Defect(`case ${head.stream} pins a definition that is not published`);
  return ({ name, data }, ground, measure) => {
    const act = typeof data['act'] === 'string' ? data['act'] : undefined;
    const known = actOf(procedure.definition, act) ? act : undefined;
    const dataClass = partClass(procedure.definition, known, name);
    return dataClass === 'internal' || dataClass === 'public'
      ? NOT_PERSONAL
      : document(name, ground, measure);
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
  const basis = ['个人信息保护法 47.2'];
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
