import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import type { Refusal } from '../../../../src/engine/case/refusal.js';
import {
  addSigners,
  removeSigner,
  withdrawSignature,
} from '../../../../src/engine/case/signing/decide-signers.js';
import { leaveRound } from '../../../../src/engine/case/signing/leave-rounds.js';
import type { SigningDecision } from '../../../../src/engine/case/signing/signing-command.js';
import { vacancyEvents } from '../../../../src/engine/case/power/vacancy.js';
import {
  act,
  actorOf,
  attempt,
  codes,
  convened,
  DAY,
  FIVE,
  met,
  ordinance,
  presented,
  signed,
  submitted,
  worldOn,
  type Doing,
} from './making-an-ordinance.js';

function withdraw(
  state: CaseState,
  by: string,
  signing: string,
  doing: Doing & { readonly signer?: string } = {},
) {
  const command = { actor: actorOf(by, doing), signing, ...(doing.signer && { signer: doing.signer }) };
  return withdrawSignature(ordinance, state, command, worldOn(doing.on ?? DAY, doing));
}

function add(
  state: CaseState,
  by: string,
  signing: string,
  persons: readonly string[],
  doing: Doing & { readonly place?: 'before' | 'after' | 'parallel'; readonly reason?: string } = {},
) {
  const { place, reason = '涉及其职责' } = doing;
  const command = { actor: actorOf(by, doing), signing, persons, reason, ...(place && { place }) };
  return addSigners(ordinance, state, command, worldOn(doing.on ?? DAY, doing));
}

function remove(state: CaseState, by: string, signing: string, person: string, doing: Doing = {}) {
  const command = { actor: actorOf(by, doing), signing, person, reason: '不再涉及' };
  return removeSigner(ordinance, state, command, worldOn(doing.on ?? DAY, doing));
}

function lawful(answer: SigningDecision | Refusal): SigningDecision {
  if (answer.refused) throw new Error(JSON.stringify(answer.unmet));
  return answer;
}

const asked = (state: CaseState, signing: string): readonly string[] =>
  state.signings?.[signing]?.signers.map(({ person }) => person) ?? [];

describe('peers.md 49: taking one’s signature back', () => {
  it('leaves the round as if it had not been given, and is no act', () => {
    const before = submitted();
    const one = signed(before, 'countersign', { fin: 'agree' });
    const taken = lawful(withdraw(one, 'fin', 'countersign', { on: '2026-03-03' }));
    expect(taken.event).toMatchObject({
      type: 'signing.withdrawn',
      cause: 'desk',
      power: { post: 'department' },
      signings: [{ did: 'withdrawn', person: 'fin' }],
    });
    expect(taken.event).not.toHaveProperty('act');
    expect(taken.event).not.toHaveProperty('post');
    expect(taken.state.signings).toEqual(before.signings);
    expect(taken.state.lastOn).toBe(one.lastOn);
    expect(signed(taken.state, 'countersign', { fin: 'disagree' }).value).toBe('drafting');
  });

  it('is for one’s own, for a deputy’s on one’s behalf, and for what one signed as a deputy', () => {
    const staff = { deputies: { zhu: 'law' } };
    const one = signed(submitted(staff), 'countersign', { zhu: 'agree' }, staff);
    expect(codes(withdraw(one, 'fin', 'countersign', staff))).toEqual(['not-signed']);
    expect(lawful(withdraw(one, 'law', 'countersign', staff)).event.signings).toMatchObject([
      { person: 'law' },
    ]);
    expect(lawful(withdraw(one, 'zhu', 'countersign', staff)).event.power?.onBehalfOf).toBe('law');
    // Whose deputy he is no longer.
    expect(codes(withdraw(one, 'zhu', 'countersign'))).toEqual(['power-missing']);
  });

  it('chooses among several by whose it is, his own first', () => {
    const staff = { deputies: { fin: 'env' } };
    const own = act(submitted(staff), 'fin', 'countersign', { ...staff, input: { stance: 'agree' } }).state;
    const both = act(own, 'fin', 'countersign', { ...staff, input: { stance: 'agree' } }).state;
    expect(lawful(withdraw(both, 'fin', 'countersign', staff)).event.signings).toMatchObject([
      { person: 'fin' },
    ]);
    const chosen = lawful(withdraw(both, 'fin', 'countersign', { ...staff, signer: 'env' }));
    expect(chosen.event.signings).toMatchObject([{ person: 'env' }]);
  });

  it('is over when the round is', () => {
    const passed = signed(submitted(), 'countersign', { fin: 'agree', law: 'agree', env: 'agree' });
    expect(withdraw(passed, 'fin', 'countersign')).toMatchObject({
      unmet: [{ code: 'round-closed', basis: ['规则 2'] }],
    });
    expect(codes(withdraw(submitted(), 'fin', 'nonsense'))).toEqual(['round-closed']);
  });

  it('in turn, is only for the last who signed', () => {
    const two = signed(presented(['fu', 'feng', 'fan']), 'approve', { fu: 'agree', feng: 'agree' });
    expect(codes(withdraw(two, 'fu', 'approval'))).toEqual(['not-your-turn']);
    const one = lawful(withdraw(two, 'feng', 'approval')).state;
    expect(lawful(withdraw(one, 'fu', 'approval')).state.signings?.['approval']?.signatures).toEqual({});
  });
});

describe('加签', () => {
  it('asks further persons in the order wished, and says what it takes to pass', () => {
    const state = presented(['fu', 'feng']);
    const before = lawful(add(state, 'feng', 'approval', ['fan'], { place: 'before' }));
    expect(asked(before.state, 'approval')).toEqual(['fu', 'fan', 'feng']);
    expect(before.event).toMatchObject({ type: 'signing.signerAdded', cause: 'desk' });
    expect(before.state.signings?.['approval']?.signers[1]).toEqual({ person: 'fan', addedBy: 'feng' });
    expect(before.round).toEqual({
      before: { signers: 2, weight: 2, needed: 2, quorum: 2 },
      after: { signers: 3, weight: 3, needed: 3, quorum: 3 },
    });
    const after = lawful(add(state, 'fu', 'approval', ['fan'], { place: 'after' }));
    expect(asked(after.state, 'approval')).toEqual(['fu', 'fan', 'feng']);
    const parallel = lawful(add(state, 'fu', 'approval', ['fan']));
    expect(asked(parallel.state, 'approval')).toEqual(['fu', 'feng', 'fan']);
    // Whoever opened the round stands where it is now; nobody is put before what is signed.
    const one = signed(state, 'approve', { fu: 'agree' });
    expect(
      asked(lawful(add(one, 'dai', 'approval', ['fan'], { place: 'before' })).state, 'approval'),
    ).toEqual([...['fu', 'fan', 'feng']]);
    expect(asked(lawful(add(one, 'fu', 'approval', ['fan'], { place: 'before' })).state, 'approval')).toEqual(
      [...['fu', 'fan', 'feng']],
    );
  });

  it('is for signers, for who opened the round and for who may reassign, with a reason', () => {
    const state = presented(['fu']);
    expect(add(state, 'dai', 'approval', ['fan']).refused).toBe(false);
    expect(add(state, 'ou', 'approval', ['fan']).refused).toBe(false);
    expect(codes(add(state, 'dan', 'approval', ['fan']))).toEqual(['power-missing']);
    expect(codes(add(state, 'fu', 'approval', ['fan'], { reason: ' ' }))).toEqual(['invalid-input']);
  });

  it('names every one who cannot be asked, and the number that the law wants', () => {
    const state = presented(['fu', 'feng']);
    const wrong = add(state, 'fu', 'approval', ['feng', 'ou', 'fan', 'fan']);
    expect(wrong).toMatchObject({
      unmet: [
        { code: 'person-not-eligible', at: '/persons/0' },
        { code: 'person-not-eligible', at: '/persons/1' },
        { code: 'person-not-eligible', at: '/persons/3' },
        { code: 'signers-number' },
      ],
    });
    expect(codes(add(state, 'fu', 'approval', []))).toEqual(['signers-needed']);
  });

  it('where the procedure does not provide for it, only fills a vacancy', () => {
    const state = convened(FIVE);
    expect(codes(add(state, 'dai', 'review', ['e6', 'e7']))).toEqual(['signers-fixed']);
    const bars = { recused: ['e1', 'e2'] };
    const four = { bars: { recused: ['e1'] } };
    expect(codes(add(state, 'dai', 'review', ['e6', 'e7'], { bars }))).toEqual([]);
    expect(codes(add(state, 'dai', 'review', ['e6', 'e7'], four))).toEqual(['signers-number']);
    expect(asked(lawful(add(state, 'dai', 'review', ['e6'], four)).state, 'review')).toEqual([
      ...['e2', 'e3', 'e4', 'e5', 'e6'],
    ]);
  });
});

describe('减签', () => {
  it('is for who added him, while he has not signed', () => {
    const state = lawful(add(presented(['fu']), 'fu', 'approval', ['feng'])).state;
    expect(codes(remove(state, 'ou', 'approval', 'feng'))).toEqual(['signers-fixed']);
    expect(codes(remove(state, 'fu', 'approval', 'nobody'))).toEqual(['not-a-signer']);
    expect(codes(remove(state, 'fu', 'approval', 'fu'))).toEqual(['signers-fixed']);
    const gone = lawful(remove(state, 'fu', 'approval', 'feng'));
    expect(gone.event).toMatchObject({ type: 'signing.signerRemoved', signings: [{ person: 'feng' }] });
    expect(gone.round.after).toEqual({ signers: 1, weight: 1, needed: 1, quorum: 1 });
  });

  it('may settle the round: the case moves on in the same record, and nothing before it can be taken back', () => {
    const state = lawful(add(presented(['fu']), 'fu', 'approval', ['feng'])).state;
    const one = signed(state, 'approve', { fu: 'agree' });
    expect(codes(remove(one, 'fu', 'approval', 'fu'))).toContain('already-signed');
    const settled = lawful(remove(one, 'fu', 'approval', 'feng', { on: '2026-03-09' }));
    expect(settled.round.result).toBe('passed');
    expect(settled.event).toMatchObject({
      cause: 'desk',
      value: 'registering',
      tasksClosed: ['approving:deputy'],
      signings: [
        { signing: 'approval', after: { result: 'passed' } },
        { signing: 'registry', did: 'opened' },
      ],
    });
    expect(settled.state).toMatchObject({
      lastOn: '2026-03-09',
      tasks: { 'registering:office': { from: 'fu' } },
    });
  });

  it('takes out who may no longer lawfully sign, whoever asked him', () => {
    const state = submitted();
    expect(codes(remove(state, 'fin', 'countersign', 'law'))).toEqual(['signers-fixed']);
    const left = { gone: ['law'] };
    expect(asked(lawful(remove(state, 'fin', 'countersign', 'law', left)).state, 'countersign')).toEqual([
      ...['fin', 'env'],
    ]);
  });

  it('leaves the number that the law wants, or a round that waits until there is that number again', () => {
    const left = { gone: ['e1', 'e2'] };
    const four = lawful(remove(convened(FIVE), 'dai', 'review', 'e1', left)).state;
    const three = lawful(remove(four, 'dai', 'review', 'e2', left)).state;
    const all = signed(three, 'assess', { e3: 'agree', e4: 'agree', e5: 'agree' }, left);
    expect(all.value).toBe('reviewing');
    const five = lawful(add(all, 'dai', 'review', ['e6', 'e7'], left)).state;
    expect(codes(remove(five, 'dai', 'review', 'e7', left))).toEqual(['signers-number']);
    expect(signed(five, 'assess', { e6: 'agree' }, left).value).toBe('meeting');
  });

  it('waits while the work is suspended', () => {
    const state = { ...submitted(), suspendedOn: DAY };
    expect(codes(add(state, 'fin', 'countersign', ['x']))).toContain('case-suspended');
    expect(
      codes(withdraw(signed(submitted(), 'countersign', { fin: 'agree' }), 'fin', 'countersign')),
    ).toEqual([]);
    const stands = { ...signed(submitted(), 'countersign', { fin: 'agree' }), suspendedOn: DAY };
    expect(codes(withdraw(stands, 'fin', 'countersign'))).toEqual(['case-suspended']);
  });
});

describe('peers.md 61: a signer is recused', () => {
  it('leaves the round with his signature, which may settle it', () => {
    const two = signed(submitted(), 'countersign', { fin: 'agree', law: 'agree' });
    const left = leaveRound(ordinance, two, worldOn('2026-03-05', { bars: { recused: ['env'] } }));
    expect(left?.event).toMatchObject({
      type: 'signing.recused',
      cause: 'desk',
      value: 'presenting',
      signings: [{ signing: 'countersign', did: 'recused', after: { result: 'passed' } }],
    });
    expect(left?.event.power).toBeUndefined();
    expect(left?.basis).toEqual(['规则 2', '正程 回避']);
    expect(left?.state.tasks['presenting:drafter']).not.toHaveProperty('from');
    const after = left?.state ?? two;
    expect(
      leaveRound(ordinance, after, worldOn('2026-03-05', { bars: { recused: ['env'] } })),
    ).toBeUndefined();
  });

  it('is not counted by the next signature, whether or not that is on record yet', () => {
    const bars = { recused: ['env'] };
    const one = signed(submitted(), 'countersign', { fin: 'agree' });
    const last = act(one, 'law', 'countersign', { bars, input: { stance: 'agree' } });
    expect(last.state.value).toBe('presenting');
    expect(asked(last.state, 'countersign')).toEqual(['fin', 'law']);
  });

  it('is not asked at all when he was recused before the round began', () => {
    const bars = { recused: ['env'] };
    expect(asked(submitted({ bars }), 'countersign')).toEqual(['fin', 'law']);
  });

  it('by a request that is undecided nobody leaves it, and it waits for him', () => {
    const bars = { recused: ['env'], requested: ['env'] };
    const state = submitted({ bars });
    expect(asked(state, 'countersign')).toEqual(['fin', 'law', 'env']);
    const two = signed(state, 'countersign', { fin: 'agree', law: 'agree' }, { bars });
    expect(two.value).toBe('countersigning');
    expect(leaveRound(ordinance, two, worldOn(DAY, { bars }))).toBeUndefined();
    expect(codes(attempt(two, 'env', 'countersign', { bars, input: { stance: 'agree' } }))).toEqual([
      'recused',
    ]);
  });
});

describe('a round that cannot end is a vacancy', () => {
  const vacancies = (state: CaseState, doing: Doing = {}): readonly string[] => {
    const world = worldOn(DAY, doing);
    return vacancyEvents(ordinance.definition, state, world.holders ?? (() => []), world).map(
      ({ vacancy }) => `${vacancy?.task} ${vacancy?.state}`,
    );
  };

  it('when one whose agreement it needs has gone, and none when it can do without him', () => {
    expect(vacancies(submitted())).toEqual([]);
    expect(vacancies(submitted(), { gone: ['law'] })).toEqual(['countersigning:department found']);
    expect(vacancies(submitted(), { gone: ['law'], deputies: { zhu: 'law' } })).toEqual([]);
    expect(vacancies(convened(FIVE), { gone: ['e1'] })).toEqual([]);
    expect(vacancies(convened(FIVE), { gone: ['e1', 'e2'] })).toEqual(['reviewing:expert found']);
    expect(vacancies(met(), { gone: ['mu'] })).toEqual(['meeting:member found']);
    expect(vacancies(presented(['fu', 'feng']), { gone: ['feng'] })).toEqual(['approving:deputy found']);
  });

  it('when nobody is left to sign: it stays open and never passes', () => {
    const bars = { recused: ['fin', 'law', 'env'] };
    const nobody = submitted({ bars });
    expect(nobody).toMatchObject({ value: 'countersigning', signings: { countersign: { signers: [] } } });
    expect(vacancies(nobody, { bars })).toEqual(['countersigning:department found']);
    const later = leaveRound(ordinance, submitted(), worldOn(DAY, { bars }));
    expect(later?.state).toMatchObject({
      value: 'countersigning',
      signings: { countersign: { signers: [] } },
    });
  });

  it('when the number is no longer what the law wants', () => {
    expect(vacancies(convened(FIVE), { bars: { recused: ['e5'] } })).toEqual(['reviewing:expert found']);
  });

  it('is filled when who is missing has been replaced', () => {
    const state = convened(FIVE);
    const vacant: CaseState = { ...state, vacancies: { 'reviewing:expert': DAY } };
    const gone = { gone: ['e1', 'e2'] };
    expect(vacancies(vacant, gone)).toEqual([]);
    const added = ['e1', 'e2'].reduce(
      (before, one) => lawful(remove(before, 'dai', 'review', one, gone)).state,
      lawful(add(vacant, 'dai', 'review', ['e6', 'e7'], gone)).state,
    );
    expect(vacancies(added, gone)).toEqual(['reviewing:expert filled']);
  });
});
