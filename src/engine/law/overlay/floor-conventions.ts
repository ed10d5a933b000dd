import { SAFE_CONVENTIONS, type Conventions } from '../../clock/conventions.js';
import type { ClockKind } from '../../clock/deadline.js';
import type { ClockPair } from './clock-pair.js';
import { conventionWords } from './in-words.js';
import type { Weakening } from './weakening.js';

/**
 * The answer to each question of counting that gives the earlier end (of a ceiling, a lead, a fixed day) or the later one (of a
 * floor). Where a kind is not named the question does not matter to it, and no overlay answers it anew.
 */
const STRICTER: { readonly [K in keyof Conventions]?: Partial<Readonly<Record<ClockKind, Conventions[K]>>> } =
  {
    startDay: { ceiling: 'included', floor: 'excluded' },
    workingDays: { ceiling: 'notice', floor: 'noticeAndLocal', lead: 'noticeAndLocal' },
    restDayEnd: { ceiling: 'none', floor: 'roll' },
    fixedDate: { fixed: 'never' },
    backward: { lead: 'clearDays' },
    backwardOnRestDay: { lead: 'lastWorkingDayBefore' },
    excludedInterval: { ceiling: 'resumeDayCounted', floor: 'bothEndsExcluded' },
    minimum: { floor: 'rollForward' },
    receiptOnRestDay: { ceiling: 'confirmation', floor: 'nextWorkingDay' },
  };

/** Ways of counting that make a minimum end earlier or a maximum later. */
export function conventionWeakenings(
  pair: ClockPair,
  definition: Partial<Conventions> | undefined,
): Weakening[] {
  const before: Conventions = { ...SAFE_CONVENTIONS, ...definition, ...pair.above.conventions };
  const now: Conventions = { ...SAFE_CONVENTIONS, ...definition, ...pair.here.conventions };
  return (Object.keys(SAFE_CONVENTIONS) as (keyof Conventions)[]).flatMap((name) => {
    if (before[name] === now[name] || now[name] === STRICTER[name]?.[pair.above.kind]) return [];
    // That the opening day counts can be made good by more days: `compareTerms` has looked at both together.
    if (name === 'startDay' && termsDiffer(pair)) return [];
    return [
      {
        kind: 'convention-weakened' as const,
        path: `/clocks/${pair.name}/conventions/${name}`,
        about: pair.above.title,
        above: { basis: pair.above.basis, says: conventionWords(name, before[name]) },
        local: { basis: pair.local, says: conventionWords(name, now[name]) },
        why: {
          zh: '这样计算对上位规定所保护的一方更不利',
          en: 'counted so, it gives less than the level above',
        },
      },
    ];
  });
}

function termsDiffer({ above, here }: ClockPair): boolean {
  return above.term?.n !== here.term?.n || above.term?.unit !== here.term?.unit;
}
