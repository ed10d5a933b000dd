import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { act, attempt, codes, presented, signed, submitted } from './making-an-ordinance.js';

describe('拿回: taking an act back', () => {
  it('is for who performed it last, and brings his task back to him', () => {
    const proposed = act(null, 'dai', 'propose');
    const submission = act(proposed.state, 'dai', 'submit');
    expect(submission.event.retractable).toBe(true);
    expect(proposed.event).not.toHaveProperty('retractable');
    const back = act(submission.state, 'dai', 'takeBack', { on: '2026-03-03' });
    expect(back.state).toMatchObject({
      value: 'drafting',
      tasks: {
        'drafting:drafter': {
          ...{ from: 'dai', came: 'takenBack', since: '2026-03-03' },
          holder: { person: 'dai', as: 'returned' },
        },
      },
      signings: { countersign: { result: 'closed' } },
      clocks: { countersigning: { state: 'stopped' } },
    });
    expect(back.state).not.toHaveProperty('last');
    expect(codes(attempt(back.state, 'dai', 'takeBack'))).toEqual(['not-in-this-state']);
    expect(act(back.state, 'dai', 'submit').state.signings?.['countersign']).toMatchObject({ round: 2 });
  });

  it('is not for a colleague, and not once something has happened since', () => {
    const state = submitted();
    expect(attempt(state, 'dan', 'takeBack')).toMatchObject({
      unmet: [{ code: 'not-retractable', basis: ['规则 1'] }],
    });
    const one = signed(state, 'countersign', { fin: 'agree' });
    expect(codes(attempt(one, 'dai', 'takeBack'))).toEqual(['not-retractable']);
  });

  it('is not once somebody else has signed for what it opened', () => {
    const state = submitted();
    const held = (person: string, as: 'claimed' | 'assigned'): CaseState => ({
      ...state,
      tasks: Object.fromEntries(
        Object.entries(state.tasks).map(([key, task]) => [
          key,
          { ...task, holder: { person, as, on: task.since } },
        ]),
      ),
    });
    expect(codes(attempt(held('fin', 'claimed'), 'dai', 'takeBack'))).toEqual(['not-retractable']);
    expect(codes(attempt(held('fin', 'assigned'), 'dai', 'takeBack'))).toEqual([]);
    expect(codes(attempt(held('dai', 'claimed'), 'dai', 'takeBack'))).toEqual([]);
  });

  it('is not once a document that it ordered has been issued', () => {
    const state = submitted();
    const ordered = { document: 'ordinance', orderedOn: state.lastOn, act: 'submit' };
    const issued = { on: state.lastOn, sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) };
    expect(codes(attempt({ ...state, documents: { d1: ordered } }, 'dai', 'takeBack'))).toEqual([]);
    const out = { ...state, documents: { d1: { ...ordered, issued } } };
    expect(codes(attempt(out, 'dai', 'takeBack'))).toEqual(['not-retractable']);
  });
});

describe('退回: returning', () => {
  it('brings the task back to who did it, while he may still lawfully have it', () => {
    const doing = { input: { reason: '与上位法不一致' } };
    const back = act(submitted(), 'law', 'sendBack', doing).state;
    expect(back.tasks['drafting:drafter']).toMatchObject({
      came: 'returned',
      from: 'law',
      holder: { person: 'dai', as: 'returned' },
    });
    // Others of the post may take it all the same.
    expect(codes(attempt(back, 'dan', 'submit'))).toEqual([]);
    const gone = act(submitted(), 'law', 'sendBack', { ...doing, gone: ['dai'] }).state;
    expect(gone.tasks['drafting:drafter']).toMatchObject({ came: 'returned' });
    expect(gone.tasks['drafting:drafter']).not.toHaveProperty('holder');
    const bars = { recused: ['dai'] };
    const barred = act(submitted(), 'law', 'sendBack', { ...doing, bars }).state;
    expect(barred.tasks['drafting:drafter']).not.toHaveProperty('holder');
  });

  it('prefers the last of several who did it', () => {
    const doing = { input: { reason: '与上位法不一致' } };
    const first = act(submitted(), 'law', 'sendBack', doing).state;
    const second = act(act(first, 'dan', 'submit').state, 'fin', 'sendBack', doing).state;
    expect(second.tasks['drafting:drafter']?.holder?.person).toBe('dan');
  });

  it('a failed round comes in the course of the procedure', () => {
    const failed = signed(presented(['fu']), 'approve', { fu: 'disagree' });
    expect(failed.tasks['drafting:drafter']).toEqual({
      ...{ post: 'drafter', acts: ['submit'], since: '2026-03-02', from: 'fu' },
    });
  });
});
