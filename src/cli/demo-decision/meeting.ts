import type { OwnWords } from '../../engine/meeting/own-words.js';
import { CAST, DISSENT, LAST_WORD, SPEECHES } from './matter.js';
import { accepted, type DecisionStage } from './stage.js';

const { lead, mayor, secretary, dissenter } = CAST;

const BUNDLE = {
  ...{ draft: true, competition: true, publicOpinions: true, expertOpinions: true, riskReport: true },
  ...{ legalityOpinion: true, others: ['成本效益分析'] },
};

/** 第二十九条、第三十条: the six-part bundle, the agenda, everybody's word, the chief last. @returns its address */
export async function discuss(stage: DecisionStage): Promise<string> {
  stage.chapter('五、集体讨论决定 · the bundle and the meeting');
  await stage.on('2026-06-01');
  await stage.refusedAct(lead, 'submitBundle', BUNDLE, '上会材料中隐去与财政部门的争议');
  await stage.act(lead, 'submitBundle', { ...BUNDLE, disputeStatement: true });
  const meeting = await meetingAddress(stage);
  const item = { caseId: stage.caseId, name: 'meeting', presenter: 'leadUnit' };
  await stage.beside(
    secretary,
    `${meeting}/items`,
    item,
    '列入常务会议议题，前置程序均已核对（第二十五条、第二十九条）',
  );
  await stage.beside(secretary, `${meeting}/agenda`, { agenda: [1] });
  await stage.beside(secretary, `${meeting}/papers`, {}, '会议材料送达全体组成人员（会前三日以上）');
  await stage.on('2026-06-03');
  for (const person of [mayor, dissenter, ...SPEECHES.map((one) => one.person)])
    await stage.beside(person, `${meeting}/paper-readings`, {});
  stage.line('会议组成人员均已阅读材料');
  await hold(stage, meeting);
  await confirm(stage, meeting);
  return meeting;
}

/** The meeting that was convened before there was anything to discuss. */
async function meetingAddress(stage: DecisionStage): Promise<string> {
  const { items } = await stage.read('/v1/meetings?unit=government', secretary);
  const [first] = items as { id: string }[];
  if (!first) throw new Error('no meeting was convened');
  return `/v1/meetings/${first.id}`;
}

async function hold(stage: DecisionStage, meeting: string): Promise<void> {
  const item = `${meeting}/items/1`;
  await stage.on('2026-06-08', '09:00');
  const present = [mayor, dissenter, ...SPEECHES.map(({ person }) => person)];
  const observers = '市司法局、财政局、交通运输局负责人';
  await stage.beside(
    secretary,
    `${meeting}/openings`,
    { present, observers },
    '常务会议开始，应到5人，实到5人',
  );
  await stage.beside(secretary, `${item}/beginnings`, {}, '承办单位汇报');
  const early = { stance: 'agree', text: LAST_WORD };
  await stage.refused(mayor, `${item}/speeches`, early, '行政首长在其他组成人员之前发言');
  await stage.on('2026-06-08', '09:30');
  for (const { person, text } of SPEECHES) {
    await stage.beside(secretary, `${item}/speeches`, { person, stance: 'agree', text });
    stage.line(`发言（同意）：${text}`, person);
  }
  await stage.beside(dissenter, `${item}/speeches`, { stance: 'disagree', text: DISSENT });
  stage.line(`发言（不同意，如实记录）：${DISSENT}`, dissenter);
  await stage.beside(mayor, `${item}/speeches`, early);
  stage.line(`行政首长最后发言（同意）：${LAST_WORD}`, mayor);
  await stage.on('2026-06-08', '10:15');
  await stage.beside(
    mayor,
    `${item}/decisions`,
    { result: 'passed' },
    '会议议定：通过（4人同意，1人不同意）（第三十条）',
  );
  await stage.beside(secretary, `${meeting}/closings`, {}, '散会');
  await stage.act(mayor, 'decide', { resolution: 'passed' });
}

/** 第三十条第三款: each confirms his own words, then record and minutes are issued. */
async function confirm(stage: DecisionStage, meeting: string): Promise<void> {
  await stage.on('2026-06-09');
  for (const { person } of SPEECHES) await stage.beside(person, `${meeting}/items/1/confirmations`, {});
  await stage.beside(
    secretary,
    `${meeting}/minutes`,
    {},
    '会议记录、纪要印发，发言经本人确认（第三十条第三款）',
  );
}

/** 第三十八条: what the dissenter takes home, to be checked without this service. */
export async function ownWords(stage: DecisionStage, meeting: string): Promise<OwnWords> {
  const path = `${meeting}/items/1/my-words`;
  return accepted(path, await stage.client.get(dissenter, path)).body as unknown as OwnWords;
}
