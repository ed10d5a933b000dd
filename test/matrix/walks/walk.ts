import type { Scenario } from '../../../src/engine/case/scenario/scenario.js';
import { addDays, daysBetween, isCivilDate } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { StreamStanding } from '../../../src/engine/law/stream-definition.js';
import { Dice } from './dice.js';
import type { Ground } from './grounds.js';
import { Inputs } from './inputs.js';
import { Tally } from './tally.js';
import { Walker } from './walker.js';

type Step = Scenario['steps'][number];

/** After these little is left to try: they are taken seldom. */
const ENDING = new Set([
  ...['terminate', 'exclude', 'declineToStart', 'recordPartyObjection', 'refuseProposal', 'declareOutside'],
  ...['openEvaluation', 'abolish', 'recordAdjustment'],
]);

/** What only a case performs that has come through. */
const ENDS = new Set(['issue', 'publish']);

/**
 * Walks until so many acts have been tried: each walk goes along a worked case, leaves steps out, does them wrongly, late or by
 * somebody else, tries other things between them, and then goes anywhere.
 */
export function walkAbout(
  ground: Ground,
  attempts: number,
  seed: number,
  until?: (tally: Tally) => boolean,
): Tally {
  const tally = new Tally();
  const inputs = new Inputs(ground.procedure.definition, ground.scenarios);
  // Half of the walks go along a case that gets to its end.
  const far = ground.scenarios.filter(({ steps }) =>
    steps.some(({ act, refused }) => ENDS.has(act ?? '') && !refused),
  );
  for (let walk = 0; tally.attempts < attempts && !until?.(tally); walk++) {
    const dice = new Dice(seed * 100_003 + walk);
    const scenario = dice.oneOf(dice.chance(50) ? far : ground.scenarios);
    const walker = new Walker(ground, scenario, tally);
    const way = new Way(walker, inputs, dice);
    way.along(scenario.steps, dice.chance(60) ? scenario.steps.length : dice.roll(scenario.steps.length));
    way.anywhere(dice.within(10, 60));
  }
  return tally;
}

/** A change of a stream with its days as many days later as the walk is late. */
function moved(change: StreamStanding, planned: CivilDate, on: CivilDate): StreamStanding {
  const late = daysBetween(planned, on);
  const shifted = Object.entries(change).map(([field, value]) => {
    const isDay = typeof value === 'string' && isCivilDate(value);
    return [field, isDay ? addDays(value, late) : value] as const;
  });
  return Object.fromEntries(shifted);
}

class Way {
  constructor(
    private readonly walker: Walker,
    private readonly inputs: Inputs,
    private readonly dice: Dice,
  ) {}

  /** The worked case so far, not quite as it should be. How careless one is differs from walk to walk. */
  along(steps: readonly Step[], so: number): void {
    const { dice, walker } = this;
    const careless = dice.oneOf([2, 6, 15]);
    let last = steps[0]?.on;
    for (const step of steps.slice(0, so)) {
      if (last) walker.wait(dice.chance(careless) ? dice.within(0, 40) : daysBetween(last, step.on));
      last = step.on;
      for (const [stream, change] of Object.entries(step.streams ?? {})) {
        if (!dice.chance(careless / 2)) walker.standings.change(stream, moved(change, step.on, walker.day));
      }
      if (dice.chance(careless)) this.#anything();
      if (dice.chance(careless / 2)) walker.standings.stir(dice, walker.day);
      if (dice.chance(5)) walker.table();
      if (step.act === undefined || (walker.state && dice.chance(careless))) continue;
      this.#asTold(step.act, step);
    }
  }

  #asTold(act: string, step: Step): void {
    const { dice, walker } = this;
    const { version } = walker.standings;
    const fitted = dice.chance(10)
      ? this.inputs.fitted(act, step.input ?? {}, dice, walker.day, version)
      : (step.input ?? {});
    const told = step.by !== undefined && step.by !== '' ? step.by : this.#holder(act);
    walker.attempt(act, dice.chance(2) ? this.#anybody() : told, fitted);
  }

  anywhere(moves: number): void {
    for (let move = 0; move < moves && !this.walker.ended; move++) {
      if (this.dice.chance(45))
        this.walker.wait(this.dice.chance(60) ? this.dice.roll(4) : this.dice.within(5, 36));
      if (this.dice.chance(25)) this.walker.standings.stir(this.dice, this.walker.day);
      if (this.dice.chance(6)) this.walker.table();
      this.#anything();
    }
  }

  #anything(): void {
    const { walker, dice } = this;
    const { acts } = walker.ground.procedure.definition;
    const offered = walker.offered();
    const pool = offered.length > 0 && dice.chance(88) ? offered : Object.keys(acts);
    let act = dice.oneOf(pool);
    if (ENDING.has(act) && dice.chance(90)) act = dice.oneOf(pool);
    if (!Object.hasOwn(acts, act)) return;
    const input = this.inputs.pick(act, dice, walker.day, walker.standings.version);
    walker.attempt(act, dice.chance(90) ? this.#holder(act) : this.#anybody(), input);
  }

  #holder(act: string): string {
    const by = this.walker.ground.procedure.definition.acts[act]?.by ?? [];
    const posts = typeof by === 'string' ? [by] : by;
    const fitting = [...this.walker.people.values()].filter(({ capacities }) =>
      capacities.some(({ post }) => posts.includes(post)),
    );
    return fitting.length === 0 ? 'nobody' : this.dice.oneOf(fitting).person;
  }

  #anybody(): string {
    return this.dice.oneOf([...this.walker.people.keys()]);
  }
}
