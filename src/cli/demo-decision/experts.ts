import { randomBytes } from 'node:crypto';
import { drawCommitment } from '../../engine/panel/draw.js';
import type { DrawFile } from '../../engine/panel/draw-file.js';
import { CAST, DRAW_RULE, POOL } from './matter.js';
import { takeComments } from './public-voice.js';
import { accepted, type DecisionStage } from './stage.js';

const PANEL = 'panels/panel';
const { lead, planner } = CAST;

/** The published draw, as anybody may fetch it and draw again. */
export async function drawFile(stage: DecisionStage): Promise<DrawFile> {
  const { stream } = await stage.read(PANEL, lead);
  const path = `/v1/public/draws/${String(stream)}`;
  return accepted(path, await stage.client.getOpenly(path)).body as unknown as DrawFile;
}

/** 第二十条: chosen by lot from two secret numbers, each promised before anybody knows the other. */
export async function askExperts(stage: DecisionStage): Promise<void> {
  await stage.on('2026-03-30');
  await takeComments(stage);
  const draft = await latestDraft(stage);
  const body = { draft, rule: { ...DRAW_RULE, on: stage.day }, pool: POOL };
  await stage.beside(
    lead,
    `${PANEL}/openings`,
    body,
    '公布专家库和抽取规则：五人，至少一名持不同意见者（第二十条）',
  );
  const secrets = [
    { by: lead, role: 'keeper', nonce: randomBytes(32).toString('hex') },
    { by: planner, role: 'witness', nonce: randomBytes(32).toString('hex') },
  ] as const;
  for (const { by, role, nonce } of secrets) {
    const commitment = drawCommitment(await drawFile(stage), role, nonce, stage.hash);
    const who = role === 'keeper' ? '抽取人' : '监督人';
    await stage.beside(by, `${PANEL}/commitments`, { commitment }, `${who}公布秘密数的摘要`);
  }
  for (const { by, nonce } of secrets) await stage.beside(by, `${PANEL}/reveals`, { nonce });
  const { members } = await drawFile(stage);
  stage.line(`抽取专家：${members.map((one) => stage.name(one)).join('、')}`);
  await stage.on('2026-03-31');
  for (const expert of members)
    await stage.beside(expert, `${PANEL}/declarations`, { conflict: false, confidential: true });
  stage.line(`专家声明无直接利害关系并承诺保密：${members.length}人（第十九条、第二十条）`);
}

/** 第十九条: each opinion is signed; the one who differs is heard like the others and answered. */
export async function hearExperts(stage: DecisionStage): Promise<void> {
  await stage.on('2026-04-10');
  const draft = await latestDraft(stage);
  const { members } = await drawFile(stage);
  const differing = POOL.find((one) => 'differing' in one)?.expert;
  for (const expert of members) {
    const differs = expert === differing;
    const stance = differs ? 'differ' : 'agree';
    const text = differs
      ? '高峰客流只有工作日数据，缺少周末和就医出行调查；撤并前应当补充老年乘客出行调查。'
      : '线网调整必要，方案可行，客流预测方法科学。';
    const heads = { stance, necessity: 'agree', feasibility: stance, soundness: stance };
    await stage.beside(expert, `${PANEL}/opinions`, { draft, ...heads, text });
    stage.line(`署名论证意见（${differs ? '持不同意见' : '同意'}）：${text}`, expert);
  }
  await stage.on('2026-04-13');
  for (const expert of members) {
    const result = expert === differing ? 'partlyAdopted' : 'adopted';
    const reason = expert === differing ? '补充了就医出行调查，保留老城北站；不另行试点' : '意见已吸收';
    await stage.beside(lead, `${PANEL}/answers`, { expert, result, reason });
  }
  const adoption = '五份意见均已研究，一份不同意见部分采纳并说明理由';
  await stage.act(lead, 'concludeExperts', { aspects: true, confidentiality: true, adoption });
}

/** The draft as it stands: its version, and the digest of its words. */
async function latestDraft(
  stage: DecisionStage,
): Promise<{ readonly version: number; readonly sha256: string }> {
  const { items } = await stage.read('drafts/draft/versions', lead);
  const last = (items as { version: number; digest: { sha256: string } }[]).at(-1);
  if (!last) throw new Error('there is no draft');
  return { version: last.version, sha256: last.digest.sha256 };
}
