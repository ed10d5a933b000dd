import type { ValidationError } from 'class-validator';
import { suggest } from '../../engine/law/suggest.js';
import type { Both } from '../language.js';
import { Problem, type UnmetItem } from '../problems/problem.js';

type Where = 'body' | 'query' | 'path';

/** Everything that a DTO finds wrong, as one problem with a pointer for each. */
export function validationProblem(errors: readonly ValidationError[], where: Where): Problem {
  const unmet = errors.flatMap((error) => items(error, '', where));
  // Which place each sentence is about: several may say the same.
  const detail = {
    zh: unmet.map(({ at, say }) => `${at}：${say.zh}`).join('；'),
    en: unmet.map(({ at, say }) => `${at}: ${say.en}`).join('; '),
  };
  return new Problem('invalid-request', { detail, unmet });
}

/** What is wrong at one place. */
interface Place extends UnmetItem {
  readonly at: string;
  readonly say: Both;
}

function items(error: ValidationError, parent: string, where: Where): readonly Place[] {
  const at = where === 'body' ? `${parent}/${error.property}` : `${where}:${error.property}`;
  const own = Object.entries(error.constraints ?? {})
    // A wrong type breaks the length and pattern rules too: one sentence says enough.
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .slice(0, 1)
    .map(([constraint, message]): Place => ({
      code: 'invalid-request',
      say: sentence(constraint, message, error),
      basis: [],
      at,
    }));
  return [...own, ...(error.children ?? []).flatMap((child) => items(child, at, where))];
}

function rank(constraint: string): number {
  return /^(is|whitelist|unknown)/.test(constraint) ? 0 : 1;
}

type Say = (numbers: readonly string[], message: string) => Both;

const CHINESE: Readonly<Record<string, Say>> = {
  isString: () => ({ zh: '应为文本', en: 'must be text' }),
  isNotEmpty: () => ({ zh: '不得为空', en: 'must not be empty' }),
  isObject: () => ({ zh: '应为对象', en: 'must be an object' }),
  nestedValidation: () => ({ zh: '应为对象', en: 'must be an object' }),
  isArray: () => ({ zh: '应为数组', en: 'must be an array' }),
  isBoolean: () => ({ zh: '应为 true 或 false', en: 'must be true or false' }),
  isInt: () => ({ zh: '应为整数', en: 'must be a whole number' }),
  min: ([n]) => ({ zh: `不得小于 ${n}`, en: `must be at least ${n}` }),
  max: ([n]) => ({ zh: `不得大于 ${n}`, en: `must be at most ${n}` }),
  maxLength: ([n]) => ({ zh: `不得超过 ${n} 字`, en: `must have at most ${n} characters` }),
  minLength: ([n]) => ({ zh: `不得少于 ${n} 字`, en: `must have at least ${n} characters` }),
  isLength: ([least, most]) => ({
    zh: `应为 ${least} 至 ${most} 字`,
    en: `must have ${least} to ${most} characters`,
  }),
  isDefined: () => ({ zh: '不得缺少', en: 'must be given' }),
  isEmail: () => ({ zh: '应为电子邮件地址', en: 'must be a mail address' }),
  isUuid: () => ({ zh: '应为 UUID', en: 'must be a UUID' }),
  arrayMaxSize: ([n]) => ({ zh: `不得超过 ${n} 项`, en: `must have at most ${n} items` }),
  arrayMinSize: ([n]) => ({ zh: `不得少于 ${n} 项`, en: `must have at least ${n} items` }),
  arrayUnique: () => ({ zh: '各项不得重复', en: 'no item may be given twice' }),
  isLists: ([names, codes]) => ({
    zh: `应为对象，至多 ${names} 个名单，每个名单至多 ${codes} 项代号`,
    en: `must be an object of at most ${names} lists, each of at most ${codes} codes`,
  }),
  isReason: ([n]) => ({
    zh: `应写明理由，不少于 ${n} 字`,
    en: `must give a reason of at least ${n} characters`,
  }),
  isCharacters: ([least, most]) => ({
    zh: `应为 ${least} 至 ${most} 字的文本，不得为空`,
    en: `must be a text of ${least} to ${most} characters`,
  }),
  isHandwriting: ([n]) => ({
    zh: `应为 width、height 和 strokes，笔画在其范围之内，至多 ${n} 个点，均为整数`,
    en: `must be width, height and strokes within them, of at most ${n} points, in whole numbers`,
  }),
  isCivilDate: () => ({ zh: '应为真实存在的日期，格式 YYYY-MM-DD', en: 'must be a real day as YYYY-MM-DD' }),
  isInstant: () => ({
    zh: '应为 UTC 时刻，格式 2026-01-05T01:00:00.000Z',
    en: 'must be a UTC instant like 2026-01-05T01:00:00.000Z',
  }),
  matches: (_, message) => {
    const [, pattern = ''] = message.match(/must match (.+) regular expression/) ?? [];
    return { zh: `格式不符，应符合 ${pattern}`, en: `must be of the form ${pattern}` };
  },
  isIn: (_, message) => {
    const values = message.split('values: ')[1] ?? '';
    return { zh: `应为以下之一：${values}`, en: `must be one of: ${values}` };
  },
};

function sentence(constraint: string, message: string, error: ValidationError): Both {
  if (constraint === 'whitelistValidation') return unknownField(error);
  const numbers = message.match(/\d+/g) ?? [];
  return CHINESE[constraint]?.(numbers, message) ?? { zh: message, en: message };
}

function unknownField(error: ValidationError): Both {
  const known = knownFields(error.target);
  const meant = suggest(error.property, known);
  return {
    zh: `未知字段${meant ? `；是否应为 ${meant}？` : ''}`,
    en: `unknown field${meant ? `; did you mean ${meant}?` : ''}`,
  };
}

/** Swagger's decorators know the names a DTO has, also those that this body did not give. */
function knownFields(target: object | undefined): readonly string[] {
  if (!target) return [];
  const names: unknown = Reflect.getMetadata(
    'swagger/apiModelPropertiesArray',
    Object.getPrototypeOf(target) as object,
  );
  return Array.isArray(names) ? names.map((name) => String(name).replace(/^:/, '')) : [];
}
