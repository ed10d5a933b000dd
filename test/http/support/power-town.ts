import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import type { Member } from '../../support/office-organisation.js';
import type { Town } from './test-service.js';

const FROM = '2014-01-01' as CivilDate;

/** Everybody of the town by handle: his name, his unit and posts. Without a unit: of the public. */
const PEOPLE = {
  wang: ['王守窗', 'hall', 'window'],
  wei: ['魏守窗', 'hall', 'window'],
  ren: ['任兼听', 'bureau', 'reviewer', 'chair', 'evaluator'],
  rui: ['芮详审', 'bureau', 'reviewer'],
  ruo: ['若详审', 'bureau', 'reviewer'],
  chai: ['柴主听', 'bureau', 'chair'],
  cheng: ['程主听', 'bureau', 'chair'],
  he: ['何负责', 'bureau', 'head'],
  zheng: ['郑县长', 'government', 'governmentHead'],
  deng: ['邓登记', 'bureau', 'registrar', 'supervisor'],
  qian: ['钱评估', 'bureau', 'evaluator'],
  qiu: ['邱评估', 'bureau', 'evaluator'],
  dai: ['戴代任', 'bureau'],
  dan: ['单代柴', 'bureau'],
  dong: ['董代王', 'hall'],
  dou: ['窦代钱', 'bureau'],
  du: ['杜督查', 'inspectorate', 'supervisor'],
  ji: ['季无务', 'audit', 'auditor'],
  jin: ['靳有务', 'audit', 'auditor'],
  yu: ['余待任', 'hall'],
  dui: ['兑待任', 'hall'],
  xi: ['奚系统', 'hall'],
  anx: ['安安全', 'hall'],
  shen: ['申审管', 'hall'],
  liu: ['刘无痕'],
  lin: ['林无迹'],
  hu: ['胡旁观'],
} as const satisfies Readonly<Record<string, readonly [name: string, unit?: string, ...posts: string[]]>>;

const ADMINISTRATORS = { xi: 'system', anx: 'security', shen: 'audit' } as const;

/** Who belongs to no office of the organ that handles the cases: another organ's reviewer, and an expert. */
const OUTSIDERS = { bian: '边外人', zhuan: '庄专家' } as const;

export type Handle = keyof typeof PEOPLE | keyof typeof OUTSIDERS;

/** The pseudonym of somebody. */
export function codeOf(handle: Handle): string {
  const unit: string | undefined = handle in PEOPLE ? PEOPLE[handle as keyof typeof PEOPLE][1] : 'elsewhere';
  return unit === undefined ? `p-${handle}` : `o-${handle}`;
}

/** Everybody. */
export const HANDLES = [...Object.keys(PEOPLE), ...Object.keys(OUTSIDERS)] as readonly Handle[];

/** The name of somebody. */
export function nameOf(handle: Handle): string {
  return handle in PEOPLE
    ? PEOPLE[handle as keyof typeof PEOPLE][0]
    : OUTSIDERS[handle as keyof typeof OUTSIDERS];
}

/** The deputies that the town has from the beginning: each acts in all posts of his principal, every day. */
export const DEPUTIES: readonly (readonly [principal: Handle, deputy: Handle])[] = [
  ['ren', 'dai'],
  ['chai', 'dan'],
  ['wang', 'dong'],
  ['qian', 'dou'],
  // The deputy is a reviewer himself.
  ['cheng', 'rui'],
];

/** 离岗委托 of one for another, in force since long. */
export function substitution(
  principal: Handle,
  deputy: Handle,
  more: Readonly<Record<string, unknown>> = {},
): OrganisationChange {
  return {
    change: 'substitution.begun',
    id: `s-${principal}-${deputy}`,
    substitution: {
      kind: 'leave',
      principal: codeOf(principal),
      deputy: codeOf(deputy),
      from: FROM,
      basis: '离岗委托书',
      ...more,
    },
  };
}

/** A town in which every rule of power has somebody whom it stops and somebody whom it lets through. */
export const POWER_TOWN: Town = {
  members: Object.fromEntries(
    Object.entries(PEOPLE).map(([handle, [, unit, ...posts]]): [string, Member] => [
      handle,
      {
        person: codeOf(handle as Handle),
        posts,
        ...(unit !== undefined && { unit }),
        ...(handle in ADMINISTRATORS && {
          administrator: ADMINISTRATORS[handle as keyof typeof ADMINISTRATORS],
        }),
      },
    ]),
  ),
  names: Object.fromEntries(HANDLES.map((handle) => [codeOf(handle), nameOf(handle)])),
  procedures: ['test/engine/case/fixtures/permit.yaml', 'test/engine/case/fixtures/evaluation.yaml'],
  changes: [
    { change: 'unit.put', id: 'elsewhere', unit: { title: '他机关', organ: true, from: FROM } },
    {
      change: 'post.put',
      id: 'elsewhere-reviewer',
      post: { title: '他机关审查岗', unit: 'elsewhere', fills: 'reviewer', from: FROM },
    },
    {
      change: 'person.put',
      id: codeOf('bian'),
      person: { kind: 'officer', unit: 'elsewhere', from: FROM },
    },
    {
      change: 'appointment.begun',
      id: 'bian-reviews-elsewhere',
      appointment: { person: codeOf('bian'), post: 'elsewhere-reviewer', from: FROM, basis: '任职通知' },
    },
    { change: 'person.put', id: codeOf('zhuan'), person: { kind: 'expert', from: FROM } },
    {
      change: 'assignment.begun',
      id: 'audit-of-the-office',
      assignment: { person: codeOf('jin'), units: ['office'], from: FROM, basis: '审计通知书' },
    },
    ...DEPUTIES.map(([principal, deputy]) => substitution(principal, deputy)),
  ],
};
