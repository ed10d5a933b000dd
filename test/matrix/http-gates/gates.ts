import { holderOf, type Post } from './decision-town.js';
import type { DecisionWay } from './decision-way.js';

/** A case just before a step whose gate is missing, and the provision that must be named. */
export interface Gate {
  readonly gate: string;
  readonly forbidden: string;
  readonly by: Post;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly basis: string;
  readonly bring: (way: DecisionWay) => Promise<void>;
}

const RISK = {
  ...{ points: ['房源不足'], level: 'high', measures: '分期', emergencyPlan: '专班', departmentsHeard: true },
  conclusion: 'uncontrollable',
};

const send = { forbidden: 'sendForReview', by: 'drafter' } as const;

export const GATES: readonly Gate[] = [
  {
    ...{ gate: '13 units that are touched', ...send, basis: '决策条例 13' },
    bring: (way) => way.drafting({ touchesUnits: true }),
  },
  {
    ...{ gate: '14 the public', ...send, basis: '决策条例 14.1' },
    bring: (way) => way.drafting({ openToPublic: true }),
  },
  {
    ...{
      gate: '15 thirty days for comments',
      forbidden: 'closeSolicitation',
      by: 'drafter',
      basis: '决策条例 15.1',
    },
    bring: async (way) => {
      await way.drafting({ openToPublic: true });
      await solicit(way);
      await way.act('announceSolicitation');
    },
  },
  {
    ...{ gate: '16-17 the hearing', ...send, basis: '决策条例 16.1' },
    bring: async (way) => {
      await way.drafting({ openToPublic: true, hearingNeeded: true });
      await way.act('recordMode', { mode: '问卷调查', people: 200 });
      await way.act('concludeParticipation', { summary: '均已采纳' });
    },
  },
  {
    ...{ gate: '18 comments that nobody has handled', ...send, basis: '决策条例 18' },
    bring: async (way) => {
      await way.drafting({ openToPublic: true });
      await way.act('recordMode', { mode: '问卷调查', people: 200 });
      await way.act('concludeParticipation', { summary: '均已采纳' });
      await solicit(way);
    },
  },
  {
    ...{ gate: '19-20 experts', ...send, basis: '决策条例 19.1' },
    bring: (way) => way.drafting({ technical: true }),
  },
  {
    ...{ gate: '22 the risk', ...send, basis: '决策条例 22.1' },
    bring: (way) => way.drafting({ adverseEffect: true }),
  },
  {
    ...{ gate: '24 a risk that is not controllable', ...send, basis: '决策条例 24' },
    bring: async (way) => {
      await way.drafting({ adverseEffect: true });
      await way.act('assessRisk', RISK, 'riskAssessor');
    },
  },
  {
    ...{ gate: '24 an older assessment that overrules it', forbidden: 'adoptAssessment', by: 'chief' },
    ...{ basis: '决策条例 24', input: { reference: '环评', rule: '环评法', sameRisks: true } },
    bring: async (way) => {
      await way.drafting({ adverseEffect: true });
      await way.act('assessRisk', RISK, 'riskAssessor');
    },
  },
  {
    ...{ gate: 'fair competition', ...send, basis: '竞争条例 14' },
    bring: (way) => way.drafting({ market: true }),
  },
  {
    ...{ gate: '25 the legality review', forbidden: 'submitBundle', by: 'drafter', basis: '决策条例 29' },
    bring: (way) => way.before('acceptMaterials'),
  },
  {
    ...{ gate: '25 another version than was reviewed', forbidden: 'submitBundle', by: 'drafter' },
    basis: '决策条例 25.1',
    bring: async (way) => {
      await way.before('submitBundle');
      await way.draft('第一条 调整地铁线路。');
    },
  },
  {
    ...{
      gate: '26 seven working days',
      forbidden: 'issueOpinion',
      by: 'legalOffice',
      basis: '决策条例 26.2',
    },
    bring: async (way) => {
      await way.before('recordCounsel');
      await way.act('recordCounsel');
    },
  },
  {
    ...{ gate: '26 another version than was sent', forbidden: 'issueOpinion', by: 'legalOffice' },
    ...{ basis: '决策条例 25.1', input: { version: 2 } },
    bring: async (way) => {
      await way.before('issueOpinion');
      await way.draft('第一条 调整地铁线路。');
    },
  },
  {
    ...{ gate: '28 counsel', forbidden: 'issueOpinion', by: 'legalOffice', basis: '决策条例 28' },
    bring: async (way) => {
      await way.before('recordCounsel');
      await way.days(21);
    },
  },
  {
    ...{ gate: '29 the bundle', forbidden: 'submitBundle', by: 'drafter', basis: '决策条例 29(5)' },
    ...{ input: { legalityOpinion: false }, bring: (way) => way.before('submitBundle') },
  },
  {
    ...{ gate: '30 the meeting', forbidden: 'decide', by: 'chief', basis: '决策条例 30.1' },
    bring: async (way) => {
      await way.before('submitBundle');
      await way.act('submitBundle');
    },
  },
  {
    ...{ gate: '31 the Party committee', forbidden: 'issue', by: 'chief', basis: '决策条例 31' },
    bring: (way) => way.before('reportToParty'),
  },
  {
    ...{ gate: '32 publication', forbidden: 'endExecution', by: 'office', basis: '决策条例 32' },
    bring: (way) => way.before('endExecution'),
  },
];

async function solicit(way: DecisionWay): Promise<void> {
  const opensOn = (await way.days(0)).slice(0, 10);
  const closesOn = new Date(Date.parse(opensOn) + 31 * 86_400_000).toISOString().slice(0, 10);
  const notice = {
    title: '公开征求意见的公告',
    explanation: '调整线路',
    opensOn,
    closesOn,
    modes: ['public'],
  };
  await way.town.done(holderOf('drafter'), `${way.path}/consultations/solicitation`, notice);
}
