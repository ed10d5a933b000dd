import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acting, PowerOffice } from '../support/power-office.js';
import type { Handle } from '../support/power-town.js';

const HELD_ON = '2026-10-22';
const SEPARATED = { code: 'separation-of-duties', basis: '许可法 48' };
const APART = { code: 'separation-of-duties', basis: '713号令 36' };
const TEST = { ground: '检验' };

let office: PowerOffice;

/** A case whose hearing somebody has called. */
async function called(by: Handle): Promise<string> {
  const id = await office.accepted();
  await office.allowed(acting(by, id, 'callHearing', { heldOn: HELD_ON }));
  return id;
}

/** A case that somebody has reviewed. */
async function reviewed(by: Handle): Promise<string> {
  const id = await office.accepted();
  await office.allowed(acting(by, id, 'beginTest', TEST));
  await office.allowed(acting(by, id, 'endTest'));
  return id;
}

/** An evaluation with a report that somebody has proposed. */
async function proposed(by: Handle): Promise<string> {
  const id = await office.evaluation();
  await office.allowed(acting(by, id, 'propose'));
  return id;
}

beforeAll(async () => {
  office = await PowerOffice.open();
}, 60_000);
afterAll(() => office.close());

describe('who reviews and who presides are two people (distinctFrom), whichever came first', () => {
  const cases: Record<string, string> = {};

  beforeAll(async () => {
    for (const by of ['rui', 'ren', 'dai'] as const) cases[by] = await called(by);
    cases['deputy'] = await called('rui');
    cases['later'] = await called('rui');
    const long = await reviewed('ren');
    await office.allowed(acting('rui', long, 'callHearing', { heldOn: HELD_ON }));
    cases['long ago'] = long;
    await office.advance(HELD_ON);
  }, 60_000);

  const hold = (who: Handle, which: string) => acting(who, cases[which] as string, 'holdHearing');
  const review = (who: Handle, which: string) => acting(who, cases[which] as string, 'beginTest', TEST);

  it('backward: the reviewer does not preside, nor does his deputy; another chair does', async () => {
    await office.refused(hold('ren', 'ren'), SEPARATED);
    await office.refused(hold('dai', 'ren'), SEPARATED);
    await office.allowed(hold('chai', 'ren'));
  }, 30_000);

  it('forward: the chair, who reviewed in another case, does not review in his own; another reviewer does', async () => {
    await office.allowed(hold('ren', 'rui'));
    await office.refused(review('ren', 'rui'), SEPARATED);
    await office.refused(review('dai', 'rui'), SEPARATED);
    await office.allowed(review('rui', 'rui'));
  }, 30_000);

  it('a deputy who reviewed himself does not preside for a chair; the chair himself does', async () => {
    await office.refused(hold('rui', 'deputy'), SEPARATED);
    await office.allowed(hold('cheng', 'deputy'));
  }, 30_000);

  it('what a deputy did counts for him and for his principal; the deputy of another chair may preside', async () => {
    await office.refused(hold('ren', 'dai'), SEPARATED);
    await office.refused(hold('dai', 'dai'), SEPARATED);
    await office.allowed(hold('dan', 'dai'));
  }, 30_000);

  it('a principal does not review after his deputy has presided for him; another reviewer does', async () => {
    await office.allowed(hold('dai', 'later'));
    await office.refused(review('ren', 'later'), SEPARATED);
    await office.refused(review('dai', 'later'), SEPARATED);
    await office.allowed(review('ruo', 'later'));
  }, 30_000);

  it('over the whole history: a review of long ago counts, whoever called the hearing', async () => {
    await office.refused(hold('ren', 'long ago'), SEPARATED);
    await office.allowed(hold('chai', 'long ago'));
  }, 30_000);
});

describe('who asks and who approves are two people (separateFrom)', () => {
  it('who proposed does not adopt, nor does his deputy; another evaluator does', async () => {
    const id = await proposed('qian');
    await office.refused(acting('qian', id, 'adopt'), APART);
    await office.refused(acting('dou', id, 'adopt'), APART);
    await office.allowed(acting('qiu', id, 'adopt'));
  }, 30_000);

  it('what a deputy proposed neither he nor his principal adopts; another evaluator does', async () => {
    const id = await proposed('dou');
    await office.refused(acting('dou', id, 'adopt'), APART);
    await office.refused(acting('qian', id, 'adopt'), APART);
    await office.allowed(acting('ren', id, 'adopt'));
  }, 30_000);
});

describe('who reviewed a decision does not evaluate it later (713号令 36), in another case of another procedure', () => {
  it('neither the reviewer nor his deputy; another evaluator does', async () => {
    const id = await office.evaluation(await reviewed('ren'));
    await office.refused(acting('ren', id, 'propose'), APART);
    await office.refused(acting('dai', id, 'propose'), APART);
    await office.allowed(acting('qian', id, 'propose'));
  }, 30_000);

  it('nor the principal of the deputy who reviewed it, nor that deputy', async () => {
    const id = await office.evaluation(await reviewed('dai'));
    await office.refused(acting('ren', id, 'propose'), APART);
    await office.refused(acting('dai', id, 'propose'), APART);
    await office.allowed(acting('dou', id, 'propose'));
  }, 30_000);

  it('one reviewed case among several is enough; none lets him evaluate', async () => {
    const [own, others] = [await reviewed('ren'), await reviewed('rui')];
    const both = await office.evaluation(others, own);
    await office.refused(acting('ren', both, 'propose'), APART);
    const other = await office.evaluation(others);
    await office.allowed(acting('ren', other, 'propose'));
  }, 30_000);
});

describe('who did nothing that stands against it', () => {
  it('acts, and a reader of the case sees in which capacity he would', async () => {
    const id = await office.accepted();
    const { items } = (await office.get('dai', `/v1/cases/${id}/acts`)).body as {
      items: { act: string; capacity?: object }[];
    };
    expect(items.find(({ act }) => act === 'beginTest')?.capacity).toMatchObject({
      kind: 'deputy',
      onBehalfOf: { person: 'o-ren' },
    });
  }, 30_000);
});
