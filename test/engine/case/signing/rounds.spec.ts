import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { problemLine } from '../../../../src/engine/law/problem.js';
import { loadProcedure } from '../../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../../src/outside/crypto/node-hash.js';
import {
  act,
  actorOf,
  attempt,
  codes,
  convened,
  FIVE,
  met,
  ORDINANCE,
  ordinance,
  presented,
  signed,
  submitted,
  worldOn,
} from './making-an-ordinance.js';
import { decide } from '../../../../src/engine/case/decide.js';
import { nextLapse } from '../../../../src/engine/case/lapse.js';

describe('会签: everybody who holds the post agrees', () => {
  it('opens with all lawful holders when its task does', () => {
    const state = submitted();
    expect(state.signings).toEqual({
      countersign: {
        round: 1,
        signers: [{ person: 'fin' }, { person: 'law' }, { person: 'env' }],
        signatures: {},
      },
    });
    expect(Object.values(state.tasks)).toMatchObject([
      { post: 'department', signing: 'countersign', from: 'dai' },
    ]);
  });

  it('moves the case on within the record of the signature that settles it', () => {
    const two = signed(submitted(), 'countersign', { fin: 'agree', law: 'agree' });
    expect(two.value).toBe('countersigning');
    const last = act(two, 'env', 'countersign', { on: '2026-03-04', input: { stance: 'agree' } });
    expect(last.event).toMatchObject({
      type: 'ordinance.countersigned',
      value: 'presenting',
      clocks: [{ id: 'countersigning', action: 'stop', on: '2026-03-04' }],
      tasksClosed: ['countersigning:department'],
      tasksOpened: { 'presenting:drafter': { post: 'drafter', from: 'env' } },
      signings: [{ signing: 'countersign', did: 'signed', person: 'env', after: { result: 'passed' } }],
    });
    expect(last.basis).toEqual(['规则 2']);
    expect(last.state.signings?.['countersign']?.result).toBe('passed');
  });

  it('peers.md 51: one who disagrees ends it at once, and nothing that follows can contradict it', () => {
    const failed = act(submitted(), 'law', 'countersign', { input: { stance: 'disagree' } });
    expect(failed.state).toMatchObject({
      value: 'drafting',
      signings: { countersign: { result: 'failed' } },
    });
    expect(codes(attempt(failed.state, 'fin', 'countersign', { input: { stance: 'agree' } }))).toEqual([
      'not-in-this-state',
    ]);
    const again = act(failed.state, 'dai', 'submit').state;
    expect(again.signings?.['countersign']).toMatchObject({ round: 2, signatures: {} });
    expect(again.signings?.['countersign']).not.toHaveProperty('result');
  });

  it('peers.md 48: a return out of the round cancels what waits for the others', () => {
    const one = signed(submitted(), 'countersign', { fin: 'agree' });
    const back = act(one, 'law', 'sendBack', { input: { reason: '与上位法不一致' } });
    expect(back.event.tasksClosed).toEqual(['countersigning:department']);
    expect(back.state.tasks).toEqual({
      'drafting:drafter': {
        ...{ post: 'drafter', acts: ['submit'], since: '2026-03-02', from: 'law', came: 'returned' },
        holder: { person: 'dai', as: 'returned', on: '2026-03-02' },
      },
    });
    expect(back.state.signings?.['countersign']).toMatchObject({ result: 'closed', signatures: { fin: {} } });
  });

  it('refuses whoever is not asked, has signed, or names no stance, each with the provision of the round', () => {
    const one = signed(submitted(), 'countersign', { fin: 'agree' });
    const twice = attempt(one, 'fin', 'countersign', { input: { stance: 'disagree' } });
    expect(twice).toMatchObject({ refused: true, unmet: [{ code: 'already-signed', basis: ['规则 2'] }] });
    expect(codes(attempt(one, 'fu', 'countersign', { input: { stance: 'agree' } }))).toEqual([
      'power-missing',
    ]);
    expect(codes(attempt(one, 'law', 'countersign', { input: { stance: 'maybe' } }))).toEqual([
      'invalid-input',
    ]);
    // Appointed after the round began: he holds the post and is not asked.
    const late = { ...actorOf('law'), person: 'new' };
    const command = { act: 'countersign', actor: late, input: { stance: 'agree' } };
    expect(codes(decide(ordinance, one, command, worldOn('2026-03-02')))).toEqual(['not-a-signer']);
  });

  it('lets a deputy sign for his principal, who counts once', () => {
    const staff = { deputies: { zhu: 'law' } };
    const signedFor = act(submitted(staff), 'zhu', 'countersign', { ...staff, input: { stance: 'agree' } });
    expect(signedFor.event).toMatchObject({ power: { onBehalfOf: 'law' }, signings: [{ person: 'law' }] });
    expect(signedFor.state.signings?.['countersign']?.signatures).toEqual({
      law: { stance: 'agree', on: '2026-03-02', by: 'zhu' },
    });
    const both = { ...staff, input: { stance: 'agree' } };
    expect(codes(attempt(signedFor.state, 'law', 'countersign', both))).toEqual(['already-signed']);
  });

  it('lets a signer who is the deputy of another sign for each, himself first', () => {
    const staff = { deputies: { fin: 'env' } };
    const own = act(submitted(staff), 'fin', 'countersign', { ...staff, input: { stance: 'disagree' } });
    expect(own.event.signings).toMatchObject([{ person: 'fin' }]);
    const first = act(submitted(staff), 'fin', 'countersign', { ...staff, input: { stance: 'agree' } });
    const second = act(first.state, 'fin', 'countersign', { ...staff, input: { stance: 'abstain' } });
    expect(second.state.signings?.['countersign']?.signatures).toMatchObject({
      fin: { stance: 'agree' },
      env: { stance: 'abstain', by: 'fin' },
    });
    const third = attempt(second.state, 'fin', 'countersign', { ...staff, input: { stance: 'agree' } });
    expect(codes(third)).toEqual(['already-signed']);
  });

  it('records the facts and days of each signature', () => {
    const early = signed(submitted(), 'countersign', { fin: 'agree' }, { on: '2026-03-02' });
    const late = signed(early, 'countersign', { law: 'abstain', env: 'agree' }, { on: '2026-03-05' });
    expect(late).toMatchObject({ milestones: { countersigned: '2026-03-05' }, facts: { dissent: false } });
  });
});

describe('依次 (peers.md 50): in the order in which they were named', () => {
  const inOrder = presented(['feng', 'fu', 'fan']);

  it('asks them one after the other', () => {
    expect(inOrder.signings?.['approval']).toMatchObject({ inTurn: true });
    const agree = { input: { stance: 'agree' } };
    const tooSoon = attempt(inOrder, 'fu', 'approve', agree);
    expect(tooSoon).toMatchObject({ refused: true, unmet: [{ code: 'not-your-turn', basis: ['规则 3'] }] });
    const first = act(inOrder, 'feng', 'approve', agree).state;
    expect(codes(attempt(first, 'fan', 'approve', agree))).toEqual(['not-your-turn']);
    const all = signed(first, 'approve', { fu: 'agree', fan: 'agree' });
    expect(all.value).toBe('registering');
  });

  it('ends with the first who disagrees', () => {
    expect(signed(inOrder, 'approve', { feng: 'agree', fu: 'disagree' }).value).toBe('drafting');
  });

  it('asks for the signers, and names every one who cannot sign', () => {
    const countersigned = signed(submitted(), 'countersign', { fin: 'agree', law: 'agree', env: 'agree' });
    const nobody = attempt(countersigned, 'dai', 'present');
    expect(nobody).toMatchObject({
      unmet: [{ code: 'signers-needed', at: '/signers/approval', basis: ['规则 3'] }],
    });
    const wrong = attempt(countersigned, 'dai', 'present', {
      signers: { approval: ['fu', 'ou', 'fu', 'nobody'] },
    });
    expect(wrong).toMatchObject({
      unmet: [
        { code: 'person-not-eligible', at: '/signers/approval/1' },
        { code: 'person-not-eligible', at: '/signers/approval/2' },
        { code: 'person-not-eligible', at: '/signers/approval/3' },
      ],
    });
    const four = attempt(countersigned, 'dai', 'present', {
      signers: { approval: ['fu', 'feng', 'fan', 'fei'] },
    });
    expect(four).toMatchObject({ unmet: [{ code: 'signers-number', basis: ['规则 3'] }] });
    const surplus = attempt(countersigned, 'dai', 'present', {
      signers: { approval: ['fu'], review: ['e1'] },
    });
    expect(surplus).toMatchObject({ unmet: [{ code: 'signers-fixed', at: '/signers/review' }] });
    expect(
      codes(
        attempt(submitted(), 'fin', 'countersign', {
          input: { stance: 'agree' },
          signers: { countersign: ['fu'] },
        }),
      ),
    ).toEqual(['signers-fixed']);
  });
});

describe('或签: one suffices', () => {
  const approved = signed(presented(['fu']), 'approve', { fu: 'agree' });

  it('passes with the first who agrees, and asks nobody else', () => {
    const registered = act(approved, 'ouyang', 'register', { input: { stance: 'agree' } }).state;
    expect(registered.value).toBe('convening');
    // peers.md 47: the others did nothing, and nothing says that they did.
    expect(registered.doneBy['register']).toEqual(['ouyang']);
    expect(registered.signings?.['registry']?.signatures).toEqual({
      ouyang: { stance: 'agree', on: '2026-03-02' },
    });
  });

  it('fails when none agrees', () => {
    expect(signed(approved, 'register', { ou: 'disagree' }).value).toBe('registering');
    expect(signed(approved, 'register', { ou: 'disagree', ouyang: 'disagree' }).value).toBe('drafting');
  });
});

describe('票签: by votes', () => {
  it('wants an odd number of experts, at least five, none of whom drafted (distinctFrom)', () => {
    const approved = signed(presented(['fu']), 'approve', { fu: 'agree' });
    const registered = signed(approved, 'register', { ou: 'agree' });
    for (const experts of [
      ['e1', 'e2', 'e3'],
      ['e1', 'e2', 'e3', 'e4', 'e5', 'e6'],
    ]) {
      const answer = attempt(registered, 'dai', 'convene', { signers: { review: experts } });
      expect(answer).toMatchObject({ unmet: [{ code: 'signers-number', basis: ['规则 5'] }] });
    }
    const own = attempt(registered, 'dai', 'convene', { signers: { review: ['dai', ...FIVE.slice(1)] } });
    expect(codes(own)).toEqual(['person-not-eligible']);
  });

  it('peers.md 60, 61: ends when two thirds are certain and a quorum has signed; abstentions are no votes', () => {
    const state = convened(FIVE);
    const three = signed(state, 'assess', { e1: 'agree', e2: 'agree', e3: 'agree' });
    expect(three.value).toBe('reviewing');
    expect(signed(three, 'assess', { e4: 'abstain' }).value).toBe('meeting');
    expect(signed(three, 'assess', { e4: 'disagree' }).value).toBe('reviewing');
    expect(signed(three, 'assess', { e4: 'disagree', e5: 'abstain' }).value).toBe('meeting');
    expect(signed(three, 'assess', { e4: 'agree' }).value).toBe('meeting');
    expect(signed(three, 'assess', { e4: 'disagree', e5: 'disagree' }).value).toBe('drafting');
    const two = signed(state, 'assess', { e1: 'disagree', e2: 'disagree' });
    expect(signed(two, 'assess', { e3: 'agree', e4: 'agree' }).value).toBe('drafting');
  });

  it('weighs by rank, hears everybody, and lets the tie rule decide', () => {
    const state = met();
    expect(state.signings?.['meeting']?.signers).toEqual([
      { person: 'ming', weight: 2 },
      { person: 'mei' },
      { person: 'mo' },
      { person: 'mu', weight: 0 },
    ]);
    const certain = signed(state, 'vote', { ming: 'agree', mei: 'agree', mo: 'agree' });
    expect(certain.value).toBe('meeting');
    expect(signed(certain, 'vote', { mu: 'disagree' }).value).toBe('printing');
    const tie = { ming: 'agree', mei: 'disagree', mo: 'disagree', mu: 'abstain' } as const;
    expect(signed(state, 'vote', tie)).toMatchObject({
      value: 'printing',
      clocks: { printing: { state: 'running' } },
    });
  });

  it('asks everybody anew when the result leads back to the round', () => {
    const no = { ming: 'disagree', mei: 'agree', mo: 'disagree', mu: 'agree' } as const;
    const again = signed(met(), 'vote', no, { on: '2026-03-03' });
    expect(again).toMatchObject({
      value: 'meeting',
      signings: { meeting: { round: 2, signatures: {} } },
      tasks: { 'meeting:member': { signing: 'meeting', since: '2026-03-03' } },
    });
    const passed = { ming: 'agree', mei: 'agree', mo: 'agree', mu: 'agree' } as const;
    expect(signed(again, 'vote', passed).value).toBe('printing');
  });
});

it('a lapse that changes no state leaves the round open', () => {
  const state = signed(submitted(), 'countersign', { fin: 'agree' });
  const lapse = nextLapse(ordinance, state, worldOn('2026-03-20'));
  expect(lapse?.state).toMatchObject({
    value: 'countersigning',
    clocks: { countersigning: { state: 'lapsed' } },
    signings: { countersign: { signatures: { fin: { stance: 'agree' } } } },
  });
});

describe('a round of another making', () => {
  /** The ordinance with texts replaced. */
  const changed = (...changes: readonly (readonly [string, string])[]) => {
    const text = changes.reduce((so, [from, to]) => so.replace(from, to), readFileSync(ORDINANCE, 'utf8'));
    const loaded = loadProcedure([{ path: ORDINANCE, text }], ORDINANCE, nodeHash, { prove: false });
    if (!loaded.ok) throw new Error(loaded.problems.map(problemLine).join('\n'));
    return loaded.compiled;
  };

  it('that begins because a term has run out asks the holders, and comes from nobody', () => {
    const procedure = changed(
      [
        '{ breach: { zh: 逾期未会签, en: countersigning overdue }, basis',
        '{ end: { zh: 会签期满, en: countersigning over }, basis',
      ],
      ['      takeBack: drafting\n', '      takeBack: drafting\n      lapsed.countersigning: meeting\n'],
    );
    const state = signed(submitted(), 'countersign', { fin: 'agree' });
    const lapse = nextLapse(procedure, state, worldOn('2026-03-20'));
    expect(lapse?.state).toMatchObject({
      value: 'meeting',
      tasks: { 'meeting:member': { came: 'lapsed', signing: 'meeting' } },
      signings: { countersign: { result: 'closed' }, meeting: { round: 1 } },
    });
    expect(lapse?.state.tasks['meeting:member']).not.toHaveProperty('from');
    expect(lapse?.state.signings?.['meeting']?.signers).toHaveLength(4);
    expect(lapse?.event.signings).toMatchObject([{ signing: 'meeting', did: 'opened' }]);
  });

  it('of parties asks those who are party to the case', () => {
    const procedure = changed(
      [
        '    event: ordinance.registered\n    by: office',
        '    event: ordinance.registered\n    by: applicant',
      ],
      [
        '{ post: office, acts: [register], signing: registry }',
        '{ post: applicant, acts: [register], signing: registry }',
      ],
    );
    const before: CaseState = {
      ...signed(presented(['fu']), 'approve', {}),
      parties: { applicant: ['liu', 'hu'] },
    };
    const approve = { act: 'approve', actor: actorOf('fu'), input: { stance: 'agree' } };
    const asked = decide(procedure, before, approve, worldOn('2026-03-02'));
    if (asked.refused) throw new Error(JSON.stringify(asked.unmet));
    expect(asked.state.signings?.['registry']?.signers).toEqual([{ person: 'liu' }, { person: 'hu' }]);
    const register = (person: string) =>
      decide(
        procedure,
        asked.state,
        { act: 'register', actor: actorOf(person), input: { stance: 'agree' } },
        worldOn('2026-03-02'),
      );
    expect(codes(register('ou'))).toContain('power-missing');
    expect(register('hu')).toMatchObject({ refused: false, state: { value: 'convening' } });
  });
});
