import { personalDataIn } from '../../engine/audit/personal-data.js';
import { isCivilDate } from '../../engine/clock/civil-date.js';
import { suggest } from '../../engine/law/suggest.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import { type AskedChange, CHANGE_SHAPES, type FieldKind, type Shape } from './change-shapes.js';

/** Something in a list of changes that makes no sense. */
export interface ChangeProblem {
  /** JSON pointer into the list. */
  readonly at: string;
  readonly say: { readonly zh: string; readonly en: string };
}

/** Changes of one request at most. */
export const MAX_CHANGES = 20_000;
/** Entries of one list within a change. */
const MAX_LISTED = 200;
/** Characters of one line. */
const MAX_LINE = 200;

const PATTERNS = {
  id: /^[a-z0-9][a-z0-9-]{0,119}$/,
  word: /^[A-Za-z][A-Za-z0-9-]{0,99}$/,
  case: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
} as const;

/** A list of changes from outside, in the closed shapes of `CHANGE_SHAPES`, or everything that is wrong with it. */
export function readChanges(
  value: unknown,
):
  | { readonly ok: true; readonly changes: readonly OrganisationChange[] }
  | { readonly ok: false; readonly problems: readonly ChangeProblem[] } {
  if (!Array.isArray(value) || value.length > MAX_CHANGES) {
    const say = { zh: `应为不超过 ${MAX_CHANGES} 项的数组`, en: `must be a list of at most ${MAX_CHANGES}` };
    return { ok: false, problems: [{ at: '', say }] };
  }
  const problems = value.flatMap((one: unknown, index) => changeProblems(one, `/${index}`));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, changes: value as OrganisationChange[] };
}

/** What is wrong with one value as a field of a change; undefined when nothing is. */
export function fieldProblem(kind: FieldKind, value: unknown): ChangeProblem['say'] | undefined {
  if (typeof kind !== 'string') {
    if (typeof value === 'string' && kind.includes(value)) return undefined;
    return { zh: `应为以下之一：${kind.join('、')}`, en: `must be one of ${kind.join(', ')}` };
  }
  switch (kind) {
    case 'id':
    case 'word':
      return codeProblem(kind, value);
    case 'text':
      return textProblem(value);
    case 'day':
      if (isCivilDate(value)) return undefined;
      return { zh: '应为真实存在的日期，格式 YYYY-MM-DD', en: 'must be a real day as YYYY-MM-DD' };
    case 'flag':
      return typeof value === 'boolean'
        ? undefined
        : { zh: '应为 true 或 false', en: 'must be true or false' };
    case 'ids':
      return listProblem('id', value);
    case 'words':
      return listProblem('word', value);
    case 'cases':
      return listProblem('case', value);
  }
}

function changeProblems(value: unknown, at: string): readonly ChangeProblem[] {
  if (!isObject(value)) return [{ at, say: { zh: '应为对象', en: 'must be an object' } }];
  const name = value['change'];
  if (typeof name !== 'string' || !Object.hasOwn(CHANGE_SHAPES, name)) {
    const meant = typeof name === 'string' ? suggest(name, Object.keys(CHANGE_SHAPES)) : undefined;
    const [zh, en] = meant ? [`；是否应为 ${meant}？`, `; did you mean ${meant}?`] : ['', ''];
    return [{ at: `${at}/change`, say: { zh: `没有这种变更${zh}`, en: `there is no such change${en}` } }];
  }
  return objectProblems(value, { change: [name], ...CHANGE_SHAPES[name as AskedChange] }, at);
}

function objectProblems(
  value: Readonly<Record<string, unknown>>,
  shape: Shape,
  at: string,
): readonly ChangeProblem[] {
  const problems: ChangeProblem[] = [];
  const known = new Set<string>();
  for (const [field, kind] of Object.entries(shape)) {
    const optional = field.endsWith('?');
    const name = optional ? field.slice(0, -1) : field;
    known.add(name);
    const own = value[name];
    if (own === undefined) {
      if (!optional) problems.push({ at: `${at}/${name}`, say: { zh: '必填项未填', en: 'is missing' } });
      continue;
    }
    problems.push(...valueProblems(kind, own, `${at}/${name}`));
  }
  for (const name of Object.keys(value)) {
    if (known.has(name)) continue;
    const meant = suggest(name, known);
    const [zh, en] = meant ? [`；是否应为 ${meant}？`, `; did you mean ${meant}?`] : ['', ''];
    problems.push({ at: `${at}/${name}`, say: { zh: `未知字段${zh}`, en: `unknown field${en}` } });
  }
  return problems;
}

function valueProblems(kind: Shape[string], value: unknown, at: string): readonly ChangeProblem[] {
  if (typeof kind === 'object' && 'fields' in kind) {
    if (!isObject(value)) return [{ at, say: { zh: '应为对象', en: 'must be an object' } }];
    return objectProblems(value, kind.fields, at);
  }
  const say = fieldProblem(kind, value);
  return say ? [{ at, say }] : [];
}

function codeProblem(kind: 'id' | 'word' | 'case', value: unknown): ChangeProblem['say'] | undefined {
  if (typeof value === 'string' && PATTERNS[kind].test(value)) {
    return kind === 'id' && personalDataIn(value, []) !== undefined ? PERSONAL : undefined;
  }
  if (kind === 'case') return { zh: '应为案件编号', en: 'must be the id of a case' };
  if (kind === 'word') {
    return {
      zh: '应以字母开头，由字母、数字、连字符组成',
      en: 'must be letters, digits and hyphens, a letter first',
    };
  }
  return {
    zh: '应由小写字母、数字、连字符组成，不超过 120 字',
    en: 'must be lower-case letters, digits and hyphens, at most 120',
  };
}

function textProblem(value: unknown): ChangeProblem['say'] | undefined {
  if (typeof value !== 'string' || value === '' || value.trim() !== value || /\p{Cc}/u.test(value)) {
    return { zh: '应为一行文本，首尾无空白', en: 'must be one line of text without blanks around it' };
  }
  if (value.length > MAX_LINE) {
    return { zh: `不得超过 ${MAX_LINE} 字`, en: `must have at most ${MAX_LINE} characters` };
  }
  return personalDataIn(value, []) === undefined ? undefined : PERSONAL;
}

const PERSONAL = {
  zh: '不得含有手机号码、身份证号码：此项永久留痕',
  en: 'must hold no telephone or identity number: it stays on record for ever',
};

function listProblem(kind: 'id' | 'word' | 'case', value: unknown): ChangeProblem['say'] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_LISTED) {
    return { zh: `应为 1 至 ${MAX_LISTED} 项的数组`, en: `must be a list of 1 to ${MAX_LISTED}` };
  }
  if (new Set(value).size !== value.length) return { zh: '不得重复', en: 'must not repeat itself' };
  return value.map((one: unknown) => codeProblem(kind, one)).find((say) => say !== undefined);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
