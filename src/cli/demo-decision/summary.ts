import { verifyOwnWords } from '../../engine/meeting/own-words.js';
import { verifyDraw } from '../../engine/panel/verify-draw.js';
import { CAST } from './matter.js';
import type { PlayedDecision } from './play.js';
import { accepted, dayInWords, daysBetween, type DecisionStage } from './stage.js';

type Milestones = Readonly<Record<string, string>>;

/** From which milestone to which, and what that time was for. */
const STAGES: readonly (readonly [from: string, to: string, words: string])[] = [
  ['proposed', 'started', '建议、研究论证、启动 proposal'],
  ['started', 'solicitationPublished', '起草 drafting'],
  ['solicitationPublished', 'reviewMaterials', '公众参与、听证、论证、评估（含修改后的第2稿）participation'],
  ['reviewMaterials', 'reviewed', '第2稿合法性审查 legality review of the final draft'],
  ['reviewed', 'decided', '上会材料、集体讨论 bundle and meeting'],
  ['decided', 'issued', '请示报告、报告人大、签发 reports and issue'],
  ['issued', 'published', '公布 publication'],
  ['published', 'archived', '归档 archive'],
];

/** What a councillor asks at the end: how long each stage took, who was heard, who voted how, and how to check it. */
export async function summaryLines(stage: DecisionStage, played: PlayedDecision): Promise<readonly string[]> {
  const [{ state, active, sequence }, results, meetings] = await Promise.all([
    stage.read(''),
    stage.client.getOpenly(`${played.consultation}/results?limit=1`),
    stage.read('meetings'),
  ]);
  const { milestones } = state as { readonly milestones: Milestones };
  const now = innermost(active as readonly ActiveState[]).join('、');
  return [
    '\n━━━ 小结 · summary\n',
    ...daysOf(milestones),
    ...voices(accepted('results', results).body),
    ...votes(meetings),
    `    未准许的做法 refused on the way: ${played.refusals.length} 次，均已写明条款`,
    `    现在 now: ${now}；留痕 records: ${String(sequence)}`,
    ...checks(stage, played),
  ];
}

/** A state that the case is in, outer ones among them. */
interface ActiveState {
  readonly path: string;
  readonly title: string;
}

function innermost(active: readonly ActiveState[]): readonly string[] {
  const inner = active.filter(({ path }) => !active.some((other) => other.path.startsWith(`${path}.`)));
  return inner.map(({ title }) => title);
}

function daysOf(milestones: Milestones): readonly string[] {
  const lines = STAGES.flatMap(([from, to, words]) => {
    const [begin, end] = [milestones[from], milestones[to]];
    if (begin === undefined || end === undefined) return [];
    const days = String(daysBetween(begin, end)).padStart(3);
    return [`    ${days} 天  ${dayInWords(begin)} → ${dayInWords(end)}  ${words}`];
  });
  const { proposed = '', archived = '' } = milestones;
  return [...lines, `    ${String(daysBetween(proposed, archived)).padStart(3)} 天  共计 in all`];
}

function voices({ received, results }: Readonly<Record<string, unknown>>): readonly string[] {
  const { adopted, partlyAdopted, notAdopted, explained } = results as Readonly<Record<string, number>>;
  const fates = `采纳 ${adopted}，部分采纳 ${partlyAdopted}，不采纳 ${notAdopted}，另作说明 ${explained}`;
  return [`    公众意见 comments: ${String(received)} 条（${fates}），逐条答复并公布`];
}

function votes({ items }: Readonly<Record<string, unknown>>): readonly string[] {
  const [first] = items as readonly { readonly result: string; readonly dissents: number }[];
  if (!first) return [];
  const result = first.result === 'passed' ? '通过' : first.result;
  return [`    常务会议 meeting: ${result}；不同意见 dissents: ${first.dissents}，一字不改地记录`];
}

/** Both proofs are checked here as anybody would check them: from the file alone. */
function checks(stage: DecisionStage, { draw, ownWords, consultation }: PlayedDecision): readonly string[] {
  const redrawn = verifyDraw(draw, stage.hash);
  const words = verifyOwnWords(ownWords, stage.hash);
  const verdict = (faults: readonly unknown[]): string => (faults.length === 0 ? '相符 holds' : '不符 FAILS');
  const members = draw.members.map((one) => stage.name(one)).join('、');
  return [
    '    可以核验 to be verified by anybody:',
    `      专家重新抽取 redraw: GET /v1/public/draws/${draw.stream}，duecourse redraw；${members}：${verdict(redrawn.faults)}`,
    `      不同意见的证明 proof of his own words（${stage.name(CAST.dissenter)}）: GET …/items/1/my-words；${verdict(words)}`,
    `      意见采纳情况 what became of the comments: GET ${consultation}/results`,
  ];
}
