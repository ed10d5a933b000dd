import { CAST, COMMENTS, HEARD, LETTER, SUBJECT, type PublicComment } from './matter.js';
import { accepted, type DecisionStage } from './stage.js';

const SOLICITATION = 'consultations/solicitation';
const { lead } = CAST;

/** In the order of their numbers: online, by letter, at the hearing. */
const EVERYTHING = [...COMMENTS, LETTER, HEARD];
/** The first two say the same. */
const ALIKE = [1, 2];

/** 第十五条: published for thirty days; then an act puts the notice on the record of the case. */
export async function publishForComment(stage: DecisionStage): Promise<void> {
  const notice = {
    ...{ title: `关于《${SUBJECT}（草案）》公开征求意见的公告`, opensOn: '2026-03-23', modes: ['public'] },
    ...{ explanation: '撤并线路六条，新开线路八条，调整站点一处', otherWays: '来信：云岭市中心大道30号' },
  };
  const tooShort = { ...notice, closesOn: '2026-04-07' };
  await stage.refused(lead, SOLICITATION, tooShort, '只征求意见十五日而不说明理由');
  const body = { ...notice, closesOn: '2026-04-22' };
  await stage.beside(
    lead,
    SOLICITATION,
    body,
    '草案及其说明向社会公布，征求意见三十日，至2026-04-22（第十五条）',
  );
  await stage.act(lead, 'announceSolicitation');
}

/** Where everybody finds the notice. */
export async function publicAddress(stage: DecisionStage): Promise<string> {
  const { stream } = await stage.read(SOLICITATION, lead);
  return `/v1/public/consultations/${String(stream)}`;
}

/** The comments of the day, from people who do not sign in. */
export async function takeComments(stage: DecisionStage): Promise<void> {
  const address = await publicAddress(stage);
  for (const one of COMMENTS.filter(({ on }) => on === stage.day)) {
    const reply = accepted('a comment', await stage.client.postOpenly(`${address}/comments`, wordsOf(one)));
    const signed = one.author ? '署名，公开时遮盖' : '不署名';
    stage.line(`公众意见（网上，无须登录，${signed}）：${one.text}`);
    stage.note(`回执 receipt ${String(reply.body['receipt'])}，凭此可查采纳结果`);
  }
}

/** 第十八条: entered, grouped, answered one by one; then everybody sees what became of them. */
export async function settleComments(stage: DecisionStage): Promise<void> {
  await enter(stage, LETTER, 'letter', '来信意见录入');
  await enter(stage, HEARD, 'hearing', '听证会意见录入');
  await stage.act(lead, 'recordMode', { mode: '听证会', people: 12 });
  await stage.act(lead, 'closeSolicitation');
  await stage.on('2026-04-24');
  const attached = { basisAttached: true, procedureStatement: '各项程序均已履行' };
  await stage.refusedAct(lead, 'sendForReview', attached, '公众意见未处理就送合法性审查');
  const say = '内容相同的意见归并：保留老城北站';
  await stage.beside(lead, `${SOLICITATION}/groupings`, { comments: ALIKE, title: '保留老城北站' }, say);
  await stage.on('2026-04-27');
  await answerAll(stage);
  await stage.on('2026-04-28');
  await stage.beside(lead, `${SOLICITATION}/results`, {}, '意见采纳情况向社会反馈（第十八条）');
  const summary = '公众意见已逐条研究：保留老城北站、延长换乘时间等意见已经采纳，未采纳的说明了理由';
  await stage.act(lead, 'concludeParticipation', { summary });
}

async function enter(
  stage: DecisionStage,
  comment: PublicComment,
  channel: string,
  say: string,
): Promise<void> {
  const entry = { ...wordsOf(comment), channel, arrivedOn: comment.on };
  await stage.beside(lead, `${SOLICITATION}/comments`, { comments: [entry] }, `${say}：${comment.text}`);
}

async function answerAll(stage: DecisionStage): Promise<void> {
  for (const [at, { result, reason, article }] of EVERYTHING.entries()) {
    const n = at + 1;
    if (ALIKE.includes(n) && n !== ALIKE[0]) continue;
    const which = n === ALIKE[0] ? { group: 1 } : { comments: [n] };
    const changed = result.endsWith('dopted') && result !== 'notAdopted' && article !== undefined;
    const body = { ...which, result, reason, ...(changed && { articles: [article] }) };
    const title = n === ALIKE[0] ? '意见1、2' : `意见${n}`;
    await stage.beside(lead, `${SOLICITATION}/handlings`, body, `${title}：${FATES[result]}。${reason}`);
  }
}

const FATES: Readonly<Record<PublicComment['result'], string>> = {
  ...{ adopted: '采纳', partlyAdopted: '部分采纳', notAdopted: '不采纳', explained: '另作说明' },
};

function wordsOf({ text, article, author }: PublicComment): Readonly<Record<string, unknown>> {
  const told = { ...(article !== undefined && { article }), ...(author && { author }) };
  return { text, consentToPublish: true, ...told };
}
