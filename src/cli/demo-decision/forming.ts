import { CAST, FIRST_DRAFT, SUBJECT } from './matter.js';
import { askExperts, hearExperts } from './experts.js';
import { publishForComment, settleComments, takeComments } from './public-voice.js';
import type { DecisionStage } from './stage.js';

const { office, mayor, lead, drafter, finance, police, competition, assessor, host } = CAST;

/** 第三条、第十条、第十一条: proposed, studied, started with every duty that applies. */
export async function startDecision(stage: DecisionStage): Promise<void> {
  stage.chapter('一、决策启动 · proposal and start');
  await stage.on('2026-03-02');
  await stage.open(office, SUBJECT, '云岭市交通运输局', {
    source: 'department',
    problems: '公交线路与轨道交通1号线重复，候车时间长，空驶率高',
    grounds: '《城市公共交通条例》',
    plan: '撤并重复线路，开通接驳线路',
    necessity: '轨道交通1号线已经运营，有必要调整，财力可以承受',
  });
  await stage.on('2026-03-03');
  const catalogue = { catalogue: '2026-03', partyConsent: '云委〔2026〕11号' };
  await stage.act(office, 'classify', { class: 'policy', ...catalogue });
  await stage.on('2026-03-09');
  await stage.act(office, 'submitStudy', {
    recommendation: 'start',
    summary: '涉及面广，有必要启动决策程序',
  });
  await stage.on('2026-03-11');
  const duties = {
    ...{ units: 2, touchesUnits: true, openToPublic: true, specialGroups: true, hearingNeeded: true },
    ...{ adverseEffect: true, market: true, exploratory: false },
  };
  const unargued = { ...duties, technical: false };
  await stage.refusedAct(mayor, 'start', unargued, '不组织专家论证、不明确牵头单位就启动');
  await stage.act(mayor, 'start', { ...duties, technical: true, leadNamed: true });
}

/** 第十二条、第十三条: the draft, and the units that it touches; one of them disagrees. */
export async function draftAndConsult(stage: DecisionStage): Promise<void> {
  stage.chapter('二、起草和部门协商 · drafting, and the units concerned');
  await stage.on('2026-03-16');
  await stage.beside(
    lead,
    'drafts/draft/versions',
    { text: FIRST_DRAFT, replaces: 0 },
    '提交草案第1稿，八条（第十二条）',
  );
  await stage.on('2026-03-18');
  await stage.act(lead, 'describeDraft', {
    ...{ researched: true, basisList: ['城市公共交通条例', '公平竞争审查条例'], policiesConnected: true },
    ...{ costBenefit: 'done', majorDisagreement: true, alternatives: 2 },
  });
  await stage.on('2026-03-20');
  await stage.act(lead, 'askUnits', { units: 2 });
  await stage.on('2026-03-23');
  await publishForComment(stage);
  await stage.on('2026-03-24');
  await takeComments(stage);
  const fewer = '同意，建议老城北站附近增设行人信号灯';
  await stage.act(police, 'answerConsultation', { stance: 'agreeWithChanges', opinion: fewer });
  await stage.on('2026-03-26');
  await takeComments(stage);
  const source = '每年一千二百万元补贴没有列入预算，不同意第七条';
  await stage.act(finance, 'answerConsultation', { stance: 'disagree', opinion: source });
  await stage.on('2026-03-27');
  await stage.refusedAct(lead, 'concludeConsultation', { agreed: false }, '隐去财政部门的不同意见');
  await stage.act(lead, 'concludeConsultation', {
    ...{ agreed: false, dispute: '补贴的预算来源', unitsView: source },
    ownView: '撤并线路节约的成本可以抵补，理由见成本效益分析',
  });
}

/** 第十四条至第二十四条, side by side: comments, hearing, experts, competition, risk. */
export async function formDraft(stage: DecisionStage): Promise<void> {
  stage.chapter('三、公众参与、专家论证、风险评估、公平竞争审查 · heard, examined, assessed');
  await askExperts(stage);
  await arrangeHearing(stage);
  await hearExperts(stage);
  await stage.on('2026-04-14');
  await stage.act(lead, 'consultGroups', { groups: 3 });
  await reviewCompetition(stage, ['2026-04-15', '2026-04-17']);
  await assessRisk(stage, '2026-04-20');
  await holdHearing(stage);
  await settleComments(stage);
}

/** 第十六条: the papers come too late for the first day, so the hearing is postponed. */
async function arrangeHearing(stage: DecisionStage): Promise<void> {
  await stage.on('2026-04-03');
  await takeComments(stage);
  await stage.act(drafter, 'hearing.arrange', hearingOn('2026-04-15'));
  await stage.on('2026-04-08');
  await stage.act(drafter, 'hearing.publishList', { participants: 12, everyInterest: true });
  await stage.refusedAct(drafter, 'hearing.deliverMaterials', { served: 12 }, '会前六日才送达听证材料');
  await stage.act(drafter, 'hearing.postpone', { reason: '听证材料不能按时送达' });
  await stage.act(drafter, 'hearing.arrange', hearingOn('2026-04-22'));
  await stage.act(drafter, 'hearing.publishList', { participants: 12, everyInterest: true });
  await stage.on('2026-04-09');
  await takeComments(stage);
  await stage.act(drafter, 'hearing.deliverMaterials', { served: 12 });
}

function hearingOn(day: string): Readonly<Record<string, unknown>> {
  const published = { draftPublished: true, selection: true, selectionRulePublished: true };
  return { day, time: '9时30分', place: '市政务服务中心三楼听证室', ...published };
}

/** 第十七条. */
async function holdHearing(stage: DecisionStage): Promise<void> {
  await stage.on('2026-04-22');
  await stage.act(host, 'hearing.hold', { open: true, introduced: true, debated: true, attended: 12 });
  await stage.on('2026-04-23');
  await stage.act(host, 'hearing.confirmRecord', { signed: 11, refusalsNoted: 1 });
}

/** 公平竞争审查条例第十四条: the drafters first, then the market regulator; of the version that stands. */
export async function reviewCompetition(
  stage: DecisionStage,
  [submitted, concluded]: readonly [string, string],
): Promise<void> {
  await stage.on(submitted);
  const heard = { standardsChecked: true, interestedHeard: true, publicInterest: true, publicHeard: true };
  await stage.act(drafter, 'competition.submit', heard);
  await stage.on(concluded);
  const reasons = '新线路经营者通过公开招标确定，没有限定交易和优先条件';
  await stage.act(competition, 'competition.conclude', { result: 'noRestriction', reasons });
}

/** 第二十二条、第二十三条, of the version that stands. */
export async function assessRisk(stage: DecisionStage, day: string): Promise<void> {
  await stage.on(day);
  await stage.act(assessor, 'assessRisk', {
    ...{ points: ['老年乘客出行不便', '首周客流集中'], level: 'low', departmentsHeard: true },
    ...{ measures: '过渡期一个月内新旧线路并行，站点设专人引导', emergencyPlan: '客流超限时加开区间车' },
    conclusion: 'controllable',
  });
}
