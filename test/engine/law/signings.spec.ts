import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const PATH = 'test/engine/case/signing/fixtures/ordinance.yaml';
const TEXT = readFileSync(PATH, 'utf8');

/** Codes and places of everything found in the ordinance with one text replaced by another. */
function found(...changes: readonly (readonly [from: string, to: string])[]): readonly string[] {
  const text = changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the ordinance does not say: ${from}`);
    return before.replace(from, to);
  }, TEXT);
  const loaded = loadProcedure([{ path: PATH, text }], PATH, nodeHash);
  const problems = loaded.ok ? loaded.warnings : loaded.problems;
  return problems.map(
    ({ code, path, severity }) => `${severity === 'error' ? '' : 'warning '}${code} ${path}`,
  );
}

const COUNTERSIGN_TASK =
  '{ post: department, acts: [countersign], signing: countersign, clock: countersigning }';

describe('rounds of signatures in the definition language', () => {
  it('finds nothing in a procedure with every kind of round, and proves what must come before', () => {
    expect(found()).toEqual([]);
    const loaded = loadProcedure([{ path: PATH, text: TEXT }], PATH, nodeHash);
    expect(loaded.ok && loaded.certificate?.properties).toEqual(['approvedFirst', 'votedFirst']);
  });

  it.each([
    [
      'a round that nothing declares',
      ['signing: countersign, clock', 'signing: nothing, clock'],
      'unknown-round',
    ],
    ['an act that signs in no round', ['signs: countersign', 'signs: nothing'], 'unknown-round'],
    ['a round that is no task', [', signing: countersign, clock', ', clock'], 'signing-unused'],
    [
      'a round that is two tasks',
      [COUNTERSIGN_TASK, `${COUNTERSIGN_TASK}, ${COUNTERSIGN_TASK}`],
      'signing-twice',
    ],
    ['a round in which no act signs', ['    signs: registry\n', ''], 'signing-without-act'],
    [
      'a task that offers more than signing',
      ['acts: [countersign], s', 'acts: [countersign, sendBack], s'],
      'signing-task',
    ],
    [
      'a stance that is none',
      ['enum: [agree, disagree]', 'enum: [agree, disagree, maybe]'],
      'signing-stance',
    ],
    [
      'a stance that may be left out',
      ['enum: [agree, disagree] }', 'enum: [agree, disagree], optional: true }'],
      'signing-stance',
    ],
    [
      'no stance',
      ['      stance: { type: string, enum: [agree, disagree] }', '      word: { type: string }'],
      'signing-stance',
    ],
    [
      'a round that nobody can fail',
      ['enum: [agree, disagree] }', 'enum: [agree, abstain] }'],
      'signing-stances',
    ],
    [
      'an opening act that signs',
      ['    signs: countersign\n', '    signs: countersign\n    opens: true\n'],
      'signing-opens',
    ],
    [
      'an effect that each signature would repeat',
      ['    records: decided\n', '    records: decided\n    serve: ordinance\n'],
      'signing-effect',
    ],
    ['a signature that moves the case', ['approve: stay', 'approve: registering'], 'signing-moves'],
    ['a result that nothing handles', [', failed.approval: drafting', ''], 'signing-unhandled'],
    [
      'a result that is handled under a condition only',
      ['failed.approval: drafting', 'failed.approval: { target: drafting, when: dissent }'],
      'signing-unhandled',
    ],
    ['a result that stays', ['failed.approval: drafting', 'failed.approval: stay'], 'signing-stays'],
    ['a result of no round', ['failed.approval: drafting', 'failed.aproval: drafting'], 'unknown-event'],
    ['an act with the name of a result', ['  print:\n', '  passed.print:\n'], 'reserved-name'],
    ['a threshold above all', ['part: 2/3', 'part: 3/2'], 'signing-rule'],
    ['more than all', ['part: 2/3', 'part: 3/3, more: true'], 'signing-rule'],
    ['a tie where half is not the threshold', ['part: 1/2, more', 'part: 2/3, more'], 'signing-rule'],
    ['a quorum above all', ['quorum: 4/5', 'quorum: 6/5'], 'signing-rule'],
    [
      'a quorum where all must sign',
      ['    early: false\n', '    early: false\n    quorum: 1/2\n'],
      'signing-rule',
    ],
    [
      'a quorum of those who must agree',
      ['    mode: all\n', '    mode: all\n    quorum: 1/2\n'],
      'signing-rule',
    ],
    [
      'a threshold where no votes are counted',
      ['    mode: any\n', '    mode: any\n    threshold: { part: 1/2 }\n'],
      'signing-rule',
    ],
    [
      'a veto that nobody has anyway',
      ['    mode: any\n', '    mode: any\n    veto: false\n'],
      'signing-rule',
    ],
    ['a number that cannot be', ['min: 5, odd: true', 'min: 6, max: 6, odd: true'], 'signing-rule'],
    ['a number between nothing', ['min: 5, odd: true', 'min: 5, max: 3'], 'signing-rule'],
    ['ranks without a vote', ['chair: 2, observer: 0', 'chair: 0, observer: 0'], 'signing-rule'],
    ['a part that is none', ['part: 2/3', 'part: two thirds'], 'bad-part'],
    ['a minority', ['part: 2/3', 'part: 1/3'], 'warning signing-minority'],
    [
      'named signers whom nobody can name',
      ['passed.registry: convening', 'passed.registry: [{ target: reviewing, when: dissent }, convening]'],
      'signers-unnamed',
    ],
    ['a property that the result alone breaks', ['without: approve', 'without: register'], undefined],
    [
      'a property of a way around the vote',
      ['failed.review: drafting', 'failed.review: printing'],
      'property-violated',
    ],
  ] as const)('%s', (_what, change, code) => {
    const codes = found(change).map((problem) => problem.replace(/ \/.*$/, ''));
    if (code === undefined) expect(codes).toEqual([]);
    else expect(codes).toContain(code);
  });
});

describe('going back in the definition language', () => {
  it.each([
    ['a return that leads nowhere', ['sendBack: drafting', 'sendBack: stay'], 'returns-nowhere'],
    ['a return to where no case has been', ['sendBack: drafting', 'sendBack: printing'], 'returns-forward'],
    ['an act that takes back nothing', ['takesBack: submit', 'takesBack: sumbit'], 'unknown-act'],
    ['an act that takes itself back', ['takesBack: submit', 'takesBack: takeBack'], 'takes-back-itself'],
    ['taking a signature back', ['takesBack: submit', 'takesBack: countersign'], 'takes-back-signature'],
    ['taking the opening back', ['takesBack: submit', 'takesBack: propose'], 'takes-back-opening'],
    [
      'somebody else who takes it back',
      ['event: ordinance.takenBack\n    by: drafter', 'event: ordinance.takenBack\n    by: office'],
      'takes-back-power',
    ],
    ['taking back that leads nowhere', ['takeBack: drafting', 'takeBack: stay'], 'takes-back-nowhere'],
    ['taking back that leads on', ['takeBack: drafting', 'takeBack: presenting'], 'takes-back-elsewhere'],
    [
      'taking back where the act does not lead',
      ['takesBack: submit', 'takesBack: present'],
      'takes-back-elsewhere',
    ],
  ] as const)('%s', (_what, change, code) => {
    expect(found(change).map((problem) => problem.replace(/ \/.*$/, ''))).toContain(code);
  });

  it('warns of a return to a state that only some ways have been through', () => {
    const skip: readonly [string, string] = [
      'failed.countersign: drafting',
      'failed.countersign: presenting',
    ];
    const back: readonly [string, string] = [
      'on: { approve: stay, passed',
      'on: { sendBack: registering, approve: stay, passed',
    ];
    expect(found(skip, back)).toEqual(
      expect.arrayContaining(['warning returns-unvisited /acts/sendBack/returns']),
    );
  });
});

const PANEL = `
language: 1
fragment: panel
title: 合议
parameters:
  judge: { kind: post, title: 合议庭成员 }
law:
  规则: { title: 规范性文件制定规则 }
signings:
  self.vote: { title: 合议表决, basis: 规则 6, mode: votes, signers: holders, count: { min: 3, odd: true } }
acts:
  self.vote:
    title: 表决
    event: self.voted
    by: $judge
    basis: 规则 6
    signs: self.vote
    input: { stance: { type: string, enum: [agree, disagree] } }
state:
  title: 合议
  basis: 规则 6
  initial: voting
  states:
    voting:
      title: 表决
      basis: 规则 6
      tasks: [{ post: $judge, acts: [self.vote], signing: self.vote }]
      on: { self.vote: stay, passed.self.vote: agreed }
    agreed: { title: 通过, basis: 规则 6, type: final }
`;

it('a fragment brings its round along, under its own name', () => {
  const text = TEXT.replace(
    'posts:\n',
    'use:\n  panel: { fragment: panel, with: { judge: member } }\nposts:\n',
  )
    .replace('passed.meeting: printing', 'passed.meeting: judging')
    .replace(
      '  made:\n',
      '  judging:\n    use: panel\n    on: { failed.panel.vote: drafting }\n    onDone: { target: printing, basis: 规则 6 }\n  made:\n',
    );
  const files = [
    { path: PATH, text },
    { path: 'panel.yaml', text: PANEL },
  ];
  const loaded = loadProcedure(files, PATH, nodeHash);
  expect(loaded.ok ? loaded.warnings : loaded.problems).toEqual([]);
  if (!loaded.ok) throw new Error('the ordinance does not load');
  const { definition } = loaded.compiled;
  expect(Object.keys(definition.signings ?? {})).toContain('panel.vote');
  expect(definition.acts['panel.vote']?.signs).toBe('panel.vote');
});
