import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DISSENT, SUBJECT } from '../../src/cli/demo-decision/matter.js';
import { playDecision, type PlayedDecision } from '../../src/cli/demo-decision/play.js';
import { DecisionStage } from '../../src/cli/demo-decision/stage.js';
import { summaryLines } from '../../src/cli/demo-decision/summary.js';
import { verifyOwnWords } from '../../src/engine/meeting/own-words.js';
import { verifyDraw } from '../../src/engine/panel/verify-draw.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { fsck } from '../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../src/usecases/law/ledger-law.js';
import { startCity, type CityService } from '../support/city-service.js';
import { replayedFromLedger } from '../support/recorded-history.js';

describe('a whole decision of 云岭市, over HTTP', () => {
  let city: CityService;
  let stage: DecisionStage;
  let played: PlayedDecision;
  const lines: string[] = [];
  const said = (): string => lines.join('\n');

  beforeAll(async () => {
    city = await startCity(['workflows/national/major-decision/procedure.yaml']);
    stage = new DecisionStage(city.client, nodeHash, (line) => lines.push(line));
    played = await playDecision(stage);
  }, 180_000);
  afterAll(() => city.close());

  it('ends in force, published, archived and assigned, on the days of the law', async () => {
    const { state, active } = await stage.read('');
    expect((active as { path: string }[]).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['inForce.archive.archived', 'inForce.publication.settled']),
    );
    expect(state).toMatchObject({
      facts: { class: 'policy', resolution: 'passed', reviewedVersion: 2, assessedVersion: 2 },
      milestones: {
        ...{ proposed: '2026-03-02', solicitationPublished: '2026-03-23', 'hearing.held': '2026-04-22' },
        ...{ reviewMaterials: '2026-05-19', reviewed: '2026-05-29', decided: '2026-06-08' },
        ...{ partyReported: '2026-06-10', issued: '2026-06-22', published: '2026-06-24' },
      },
    });
  });

  it('refuses every forbidden step with its article, and says from when on it may be taken', () => {
    const met = played.refusals.map(({ unmet, earliestPossible }) => [
      unmet.flatMap(({ basis }) => basis[0]).join(' '),
      earliestPossible,
    ]);
    expect(met).toEqual([
      ['决策条例 11 决策条例 19.1', undefined],
      ['决策条例 15.1', undefined],
      ['决策条例 13', undefined],
      ['决策条例 16.3', '2026-04-16'],
      ['决策条例 14.1 决策条例 18', undefined],
      ['决策条例 26.2', '2026-05-13'],
      ['决策条例 22.1 竞争条例 14', undefined],
      ['决策条例 29 决策条例 25.2', undefined],
      ['决策条例 13', undefined],
      ['713号令 30.2', undefined],
      ['决策条例 30.1', undefined],
      ['决策条例 32', undefined],
    ]);
  });

  it('answers every comment in public, and names nobody who made one', async () => {
    const { body } = await city.client.getOpenly(`${played.consultation}/results`);
    expect(body).toMatchObject({
      received: 8,
      results: { adopted: 4, partlyAdopted: 1, notAdopted: 2, explained: 1 },
      resultOn: '2026-04-28',
    });
    expect(JSON.stringify(body)).not.toMatch(/赵桂芬|13800001111|孙长河/u);
  });

  it('draws experts that anybody draws again, one of whom differs', async () => {
    expect(verifyDraw(played.draw, nodeHash)).toMatchObject({ stage: 'drawn', faults: [] });
    const { opinions } = await stage.read('panels/panel', 'o-771');
    const stances = (opinions as { stance: string }[]).map(({ stance }) => stance).toSorted();
    expect(stances).toEqual(['agree', 'agree', 'agree', 'agree', 'differ']);
  });

  it('keeps the dissent word for word, and hands it to whoever dissented', async () => {
    expect(verifyOwnWords(played.ownWords, nodeHash)).toEqual([]);
    expect(JSON.stringify(played.ownWords.own)).toContain(DISSENT);
    const { items } = await stage.read('meetings');
    expect(items).toMatchObject([
      { result: 'passed', dissents: 1, day: '2026-06-08', minutesOn: '2026-06-09' },
    ]);
  });

  it('is told so that a councillor can follow it', async () => {
    const summary = await summaryLines(stage, played);
    expect(summary.filter((line) => line.includes('holds'))).toHaveLength(2);
    expect(summary.join('\n')).toContain(
      '公众意见 comments: 8 条（采纳 4，部分采纳 1，不采纳 2，另作说明 1）',
    );
    expect(said()).toContain('最早 2026-05-13 可以办理');
    expect(said()).toContain('依据 《重大行政决策程序暂行条例》26.1、26.2');
    expect(said()).toContain('… 等待 8 天');
  });

  it('leaves a ledger that holds, without a name in it', async () => {
    const { ports, store } = city.composition;
    expect((await fsck(store.dataSource, ledgerLaw(ports))).findings).toEqual([]);
    const texts = (await ports.ledger.records(played.caseId, 0, 1_000)).map(({ text }) => text).join('\n');
    expect(texts).not.toMatch(/金毅|冯远|骆行舟|补贴没有落实/u);
  });

  it('is decided anew to the same end', async () => {
    expect(await replayedFromLedger(city.composition, played.caseId, 'major-decision-beside')).toEqual([]);
  });

  it('asks by which act a case is opened, where a procedure has more than one', async () => {
    const body = { procedure: 'major-decision', subject: SUBJECT, applicant: { name: '市交通运输局' } };
    for (const act of [undefined, 'issue']) {
      const reply = await city.client.post('o-751', '/v1/cases', { ...body, act, input: {} });
      expect(reply).toMatchObject({
        status: 422,
        body: {
          unmet: [{ code: 'invalid-input', at: '/act' }],
          permittedActs: ['openEvaluation', 'propose'],
        },
      });
    }
  });
});
