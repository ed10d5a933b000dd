import type { PowerQuestion } from '../src/engine/powers/power-question.js';
import { cedarPowerCheck } from '../src/outside/cedar/cedar-power-check.js';
import { loadPowerPolicies } from '../src/outside/cedar/power-policies.js';
import { median } from './statistics.js';

/** What a question of power costs on one core. */
export interface PowerCost {
  /** From the files to a checked set that is ready to be asked. */
  readonly loadMs: number;
  /** An act that is permitted, never asked before. */
  readonly permittedUs: number;
  /** An act that is refused on four grounds, never asked before. */
  readonly refusedUs: number;
  /** The same question again. */
  readonly againUs: number;
}

const ROUNDS = 40;
const ASKED = 250;

const officer = { person: 'o-1', standing: 'active', kind: 'officer', administrator: [] } as const;

/** Measures the policies that ship; medians after a warm-up. */
export function powerCost(): PowerCost {
  const policies = loadPowerPolicies('workflows/powers');
  const check = cedarPowerCheck(policies);
  let asked = 0;
  const us = (question: (n: number) => PowerQuestion): number => {
    const times = Array.from({ length: ROUNDS }, () => {
      const questions = Array.from({ length: ASKED }, () => question((asked += 1)));
      return timed(() => questions.forEach((one) => check(one)));
    });
    return (median(times.slice(ROUNDS / 2)) * 1000) / ASKED;
  };
  return {
    loadMs: median(
      Array.from({ length: 9 }, () => timed(() => cedarPowerCheck(loadPowerPolicies('workflows/powers')))),
    ),
    permittedUs: us((n) => act(n)),
    refusedUs: us((n) => refusedAct(n)),
    againUs: us(() => act(0)),
  };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** A window clerk accepts an application; the party's pseudonym makes each question a new one. */
function act(n: number): PowerQuestion {
  return {
    action: 'performAct',
    person: officer,
    scopes: null,
    capacity: { kind: 'own', post: 'window', serves: true, inScope: true, holdsTask: true },
    act: { name: 'accept', by: ['window', 'reviewer'] },
    case: {
      status: 'open',
      sealed: false,
      posts: ['window', 'reviewer', 'decider', 'head', 'hearingChair'],
      parties: [`p-${n}`, 'p-x'],
      performers: ['o-1', 'o-2', 'o-3', `p-${n}`],
      referred: [],
      recused: [],
      separated: [],
    },
  };
}

function refusedAct(n: number): PowerQuestion {
  const permitted = act(n);
  const { capacity, case: about } = permitted;
  if (!capacity || !about) throw new Error('an act has a capacity and a case');
  return {
    ...permitted,
    scopes: ['readCase'],
    capacity: { ...capacity, kind: 'deputy', principal: { ...officer, person: 'o-2', standing: 'ended' } },
    case: { ...about, separated: ['o-2'], recused: ['o-1'] },
  };
}
