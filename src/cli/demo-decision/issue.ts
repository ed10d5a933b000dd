import { CAST } from './matter.js';
import type { DecisionStage } from './stage.js';

const { office, mayor, party, publisher, archivist } = CAST;

/** 第三十一条至第三十四条: reported, issued, published, archived, assigned. */
export async function issueDecision(stage: DecisionStage): Promise<void> {
  stage.chapter('六、请示报告、出台、公布、归档、执行 · reported, issued, published, archived, carried out');
  await stage.on('2026-06-10');
  await stage.refusedAct(mayor, 'issue', {}, '未向市委请示报告就签发出台');
  await stage.act(party, 'reportToParty', { number: '云府党组〔2026〕20号', version: 2 });
  await stage.on('2026-06-17');
  await stage.act(party, 'recordPartyReply', { number: '云委〔2026〕30号' });
  await stage.on('2026-06-18');
  await stage.act(office, 'reportToCongress', { number: '云府函〔2026〕8号', kind: 'reported' });
  await stage.on('2026-06-22');
  await stage.act(mayor, 'issue');
  await stage.on('2026-06-24');
  const channels = ['政府公报', '政府网站'];
  const unexplained = { channels, publicConcern: true, adoptionStated: false, interpreted: false };
  await stage.refusedAct(publisher, 'publish', unexplained, '公布时不说明意见采纳情况、不作解读');
  await stage.act(publisher, 'publish', { ...unexplained, adoptionStated: true, interpreted: true });
  await stage.on('2026-06-25');
  await stage.act(archivist, 'archive', { items: 96, complete: true });
  await stage.on('2026-06-26');
  const tasks = '市交通运输局：八月底前完成站点改造；市公安局：公交专用道标线；市财政局：补贴列入预算';
  await stage.act(office, 'assignExecution', { units: 3, tasks });
}
