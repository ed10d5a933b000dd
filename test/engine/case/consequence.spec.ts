import { describe, expect, it } from '@jest/globals';
import { preflight } from '../../../src/engine/case/explain/preflight.js';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { accepted, people, permit, received, worldOn as permitWorldOn } from './licence-in-miniature.js';
import {
  act,
  actorOf,
  DAY,
  met,
  ordinance,
  signed,
  submitted,
  worldOn,
  type Doing,
} from './signing/making-an-ordinance.js';

function shown(state: CaseState, by: string, name: string, doing: Doing = {}) {
  const { input, signers } = doing;
  const wish = { act: name, actor: actorOf(by), ...(input && { input }), ...(signers && { signers }) };
  return preflight(ordinance, state, wish, worldOn(DAY, doing));
}

describe('what an act would do, shown beforehand', () => {
  it('peers.md 44: where a return goes, to whom, and what becomes of the clocks', () => {
    const { consequence } = shown(submitted(), 'law', 'sendBack', { input: { reason: '与上位法不一致' } });
    expect(consequence).toEqual({
      on: DAY,
      comesBack: 'returned',
      enters: [{ state: 'drafting', title: { zh: '起草', en: 'drafting' } }],
      clocks: [
        {
          ...{ clock: 'countersigning', title: { zh: '会签期限', en: 'time for countersigning' } },
          ...{ does: 'stopped', provisional: false },
        },
      ],
      tasks: [
        {
          ...{ task: 'drafting:drafter', post: 'drafter', title: { zh: '起草人员', en: 'drafter' } },
          backTo: 'dai',
        },
      ],
      documents: [],
    });
  });

  it('a clock that starts, and one that starts anew, with their last days', () => {
    const drafting = act(null, 'dai', 'propose').state;
    expect(shown(drafting, 'dai', 'submit').consequence).toMatchObject({
      clocks: [{ clock: 'countersigning', does: 'started', dueOn: '2026-03-11' }],
      tasks: [{ post: 'department', signing: { name: 'countersign', signers: 3 } }],
    });
    const back = act(submitted(), 'law', 'sendBack', { input: { reason: '不清楚' } }).state;
    expect(shown(back, 'dai', 'submit').consequence).toMatchObject({
      clocks: [{ clock: 'countersigning', does: 'restarted', dueOn: '2026-03-11' }],
    });
  });

  it('what a signature settles, and nothing of one that does not', () => {
    const two = signed(submitted(), 'countersign', { fin: 'agree', law: 'agree' });
    expect(shown(two, 'env', 'countersign', { input: { stance: 'agree' } }).consequence).toMatchObject({
      settles: { signing: 'countersign', result: 'passed' },
      enters: [{ state: 'presenting' }],
    });
    const one = signed(submitted(), 'countersign', { fin: 'agree' });
    const still = shown(one, 'law', 'countersign', { input: { stance: 'agree' } }).consequence;
    expect(still).toMatchObject({ enters: [], tasks: [] });
    expect(still).not.toHaveProperty('settles');
  });

  it('the end of the case and the documents that it orders', () => {
    const agree = { ming: 'agree', mei: 'agree', mo: 'agree', mu: 'agree' };
    expect(shown(signed(met(), 'vote', agree), 'ou', 'print').consequence).toMatchObject({
      outcome: 'made',
      documents: [{ document: 'ordinance', title: { zh: '规范性文件', en: 'the ordinance' } }],
    });
  });

  it('nothing where the act is not lawful, or where it depends on what was not given', () => {
    const state = submitted();
    expect(shown(state, 'dai', 'present')).toMatchObject({ possible: false, consequence: null });
    expect(shown(state, 'fin', 'countersign')).toMatchObject({
      ...{ possible: true, inputNotJudged: true, consequence: null },
    });
    const countersigned = signed(state, 'countersign', { fin: 'agree', law: 'agree', env: 'agree' });
    expect(shown(countersigned, 'dai', 'present')).toMatchObject({
      ...{ possible: true, unmet: [], inputNotJudged: true, consequence: null },
    });
    expect(shown(countersigned, 'dai', 'present', { signers: { approval: ['fu'] } })).toMatchObject({
      inputNotJudged: false,
      consequence: { tasks: [{ signing: { name: 'approval', signers: 1 } }] },
    });
  });

  it('a clock that is paused or extended', () => {
    const tried = (name: string, by: keyof typeof people, input: Record<string, unknown>) =>
      preflight(
        permit,
        accepted('2026-03-02'),
        { act: name, actor: people[by], input },
        permitWorldOn('2026-03-04'),
      );
    const paused = tried('beginTest', 'reviewer', { ground: '检验' }).consequence?.clocks;
    expect(paused).toMatchObject([{ clock: 'decision', does: 'paused' }]);
    expect(paused?.[0]).not.toHaveProperty('dueOn');
    expect(tried('extend', 'head', { reason: '疑难' }).consequence?.clocks).toMatchObject([
      { clock: 'decision', does: 'extended', dueOn: '2026-04-14' },
    ]);
    const anew = preflight(
      ...([
        permit,
        received('2026-03-02'),
        { act: 'replaceMaterials', actor: people.window, input: {} },
      ] as const),
      permitWorldOn('2026-03-04'),
    );
    expect(anew.consequence?.clocks).toMatchObject([{ clock: 'notice', does: 'restarted' }]);
  });
});
