import type { SigningDefinition } from '../../law/work-definition.js';
import { basisList, joinBasis } from '../basis-list.js';
import type { SigningRefusalCode, Unmet } from '../refusal.js';

type Round = Pick<SigningDefinition, 'title' | 'basis' | 'count'>;

/** Why somebody cannot sign, each with the round's provision. */
const SIGN = {
  'not-a-signer': {
    zh: '不在本轮签署人员之列',
    en: 'you are not among those who sign in this round',
  },
  'not-your-turn': {
    zh: '依次签署，尚未轮到本人',
    en: 'this round is signed in turn, and it is not your turn yet',
  },
  'already-signed': {
    zh: '已在本轮签署，如需更改请先撤回本人签署',
    en: 'you have signed in this round; take your signature back first to change it',
  },
  'not-signed': { zh: '本轮没有本人可以撤回的签署', en: 'you have no signature in this round to take back' },
  'round-closed': { zh: '本轮签署已经结束或者尚未开始', en: 'this round of signatures is not open' },
} as const satisfies Readonly<
  Partial<Record<SigningRefusalCode, { readonly zh: string; readonly en: string }>>
>;

/** Why somebody cannot sign in a round. */
export function unmetSigning(code: keyof typeof SIGN, { title, basis }: Round): Unmet {
  const { zh, en } = SIGN[code];
  return { code, basis: basisList(basis), say: { zh: `${inZh(title)}：${zh}`, en: `${inEn(title)}: ${en}` } };
}

/** 依次: what others have signed after him rests on his signature. */
export function laterSigned({ title, basis }: Round): Unmet {
  return {
    code: 'not-your-turn',
    basis: basisList(basis),
    say: {
      zh: `${inZh(title)}：依次签署，其后已有人签署，不得撤回`,
      en: `${inEn(title)}: others have signed after you in turn, so your signature stays`,
    },
  };
}

/** 减签 of a signature that has been given. */
export function hasSigned({ title, basis }: Round): Unmet {
  return {
    code: 'already-signed',
    basis: basisList(basis),
    say: {
      zh: `${inZh(title)}：该人员已经签署，不得减签`,
      en: `${inEn(title)}: he has signed already and cannot be taken out`,
    },
  };
}

/** The act opens a round whose signers must be named with it. */
export function signersNeeded(signing: string, { title, basis }: Round): Unmet {
  return {
    code: 'signers-needed',
    basis: basisList(basis),
    at: `/signers/${signing}`,
    say: {
      zh: `须指定${inZh(title)}的签署人员`,
      en: `name who is to sign: ${inEn(title)}`,
    },
  };
}

/** Signers were named for a round that this act does not open, or whose signers are not named. */
export function signersNotAsked(signing: string): Unmet {
  return {
    code: 'signers-fixed',
    basis: ['正程 签署人员'],
    at: `/signers/${signing}`,
    say: {
      zh: '本行为不开始须指定人员的这一轮签署，不得指定签署人员',
      en: 'this act begins no such round with named signers; leave them out',
    },
  };
}

/** The number of signers is not what the law wants. */
export function signersNumber(signing: string, { title, basis, count }: Round, found: number): Unmet {
  const { min, max, odd } = count ?? {};
  const zh = [
    ...(min === undefined ? (max === undefined && !odd ? ['不少于 1 人'] : []) : [`不少于 ${min} 人`]),
    ...(max === undefined ? [] : [`不多于 ${max} 人`]),
    ...(odd ? ['人数为奇数'] : []),
  ];
  const en = [
    ...(min === undefined ? (max === undefined && !odd ? ['at least 1'] : []) : [`at least ${min}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
    ...(odd ? ['an odd number'] : []),
  ];
  return {
    code: 'signers-number',
    basis: basisList(basis),
    at: `/signers/${signing}`,
    say: {
      zh: `${inZh(title)}的签署人员须${zh.join('、')}，现为 ${found} 人`,
      en: `${inEn(title)} needs ${en.join(', ')} of signers; there would be ${found}`,
    },
  };
}

/** Somebody named may not lawfully sign, or was named twice. */
export function signerNotEligible(
  at: string,
  person: string,
  { title, basis }: Round,
  why: 'power' | 'twice' = 'power',
): Unmet {
  const [zh, en] =
    why === 'twice'
      ? ['已是签署人员或者重复指定', 'is a signer already or was named twice']
      : ['不能依法承担这一轮签署（无此岗位、回避、职责分离等）', 'may not lawfully sign in this round'];
  return {
    code: 'person-not-eligible',
    basis: joinBasis(basis, '正程 签署人员'),
    at,
    say: { zh: `${inZh(title)}：${person} ${zh}`, en: `${inEn(title)}: ${person} ${en}` },
  };
}

/** 加签、减签 where the definition does not provide for it. */
export function signersFixed({ title, basis }: Round, did: 'add' | 'remove'): Unmet {
  const [zh, en] =
    did === 'add'
      ? [
          '只能由签署人员、发起人或者有改派权的人员加签；程序未允许加签的，只能补足空缺',
          'signers are added by a signer, by who opened the round or by who may reassign; where the procedure does not allow it, only to fill a vacancy',
        ]
      : [
          '只能由加签人撤回其所加人员；其他人员只有不能依法签署的，方可减去',
          'a signer is taken out by who added him, or because he may no longer lawfully sign',
        ];
  return {
    code: 'signers-fixed',
    basis: joinBasis(basis, '正程 签署人员'),
    say: { zh: `${inZh(title)}：${zh}`, en: `${inEn(title)}: ${en}` },
  };
}

function inZh(title: Round['title']): string {
  return typeof title === 'string' ? title : title.zh;
}

function inEn(title: Round['title']): string {
  return typeof title === 'string' ? title : (title.en ?? title.zh);
}
