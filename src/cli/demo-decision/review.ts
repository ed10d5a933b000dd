import { assessRisk, reviewCompetition } from './forming.js';
import { CAST, FINAL_DRAFT } from './matter.js';
import type { DecisionStage } from './stage.js';

const { lead, legality, counsel, secretary } = CAST;

const SENT = { basisAttached: true, procedureStatement: '各项法定程序均已履行，材料和时间见附件' };

const HEADS = {
  ...{ authority: 'conforming', authorityBasis: '地方组织法第七十三条、《城市公共交通条例》' },
  ...{ process: 'conforming', processBasis: '已履行公众参与、听证、专家论证、风险评估和公平竞争审查' },
} as const;

/** 第二十五条至第二十八条: returned once with changes, corrected, and reviewed again from the beginning. */
export async function reviewLegality(stage: DecisionStage): Promise<void> {
  stage.chapter('四、合法性审查 · legality review, returned once');
  await stage.on('2026-04-29');
  await stage.act(lead, 'sendForReview', SENT);
  await stage.on('2026-04-30');
  await stage.act(legality, 'acceptMaterials', { complete: true });
  await stage.on('2026-05-08');
  await stage.act(counsel, 'recordCounsel', { opinion: '第六条设定罚款，超出规范性文件的权限' });
  await stage.on('2026-05-11');
  const opinion = {
    ...HEADS,
    ...{ content: 'notConforming', contentBasis: '第六条设定罚款缺乏依据（行政处罚法第十六条）' },
    ...{ conclusion: 'lawfulAfterChanges', changes: '第六条改为依照道路交通安全法处理', version: 1 },
  };
  await stage.refusedAct(legality, 'issueOpinion', opinion, '不满七个工作日就出具审查意见');
  await stage.on('2026-05-13');
  await stage.act(legality, 'issueOpinion', opinion);
  stage.note(
    '退回修改；第2稿须重新评估风险、审查公平竞争、审查合法性 · returned: the new version begins again',
  );
  await correct(stage);
  await reviewAgain(stage);
}

/** 第二十五条第二款: what counted for the first version does not count for the second. */
async function correct(stage: DecisionStage): Promise<void> {
  await stage.on('2026-05-14');
  const say = '提交草案第2稿：保留老城北站，换乘九十分钟，删去罚款';
  await stage.beside(lead, 'drafts/draft/versions', { text: FINAL_DRAFT, replaces: 1 }, say);
  await stage.refusedAct(lead, 'sendForReview', SENT, '拿第1稿的评估和审查结论送审第2稿');
  await reviewCompetition(stage, ['2026-05-14', '2026-05-15']);
  await assessRisk(stage, '2026-05-18');
}

async function reviewAgain(stage: DecisionStage): Promise<void> {
  await stage.on('2026-05-19');
  await stage.act(lead, 'sendForReview', SENT);
  await stage.on('2026-05-20');
  await stage.act(legality, 'acceptMaterials', { complete: true });
  await stage.on('2026-05-22');
  const body = { forum: 'executive', unit: 'government', day: '2026-06-08', time: '09:00' };
  const { meeting } = await stage.beside(secretary, '/v1/meetings', { ...body, place: '市政府第一会议室' });
  stage.line('召集市政府常务会议，定于2026-06-08', secretary);
  const item = { caseId: stage.caseId, name: 'meeting', presenter: 'leadUnit' };
  const what = '在合法性审查意见出具前列入常务会议议题';
  await stage.refused(secretary, `/v1/meetings/${String(meeting)}/items`, item, what);
  await stage.on('2026-05-25');
  await stage.act(counsel, 'recordCounsel', { opinion: '第2稿合法' });
  await stage.on('2026-05-29');
  await stage.act(legality, 'issueOpinion', {
    ...HEADS,
    ...{ content: 'conforming', contentBasis: '各条均有上位法依据，未增加群众义务' },
    ...{ conclusion: 'lawful', version: 2 },
  });
}
