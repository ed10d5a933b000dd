import { sampleInputs } from '../../../src/engine/plan/sample-inputs.js';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { ActDefinition, Definition } from '../../../src/engine/law/definition.js';
import type { Dice } from './dice.js';
import type { Ground } from './grounds.js';

type Input = Readonly<Record<string, unknown>>;

/** What an act could be told: as the worked cases tell it, as its schema allows, and both with something amiss. */
export class Inputs {
  readonly #known = new Map<string, readonly Input[]>();

  constructor(
    private readonly definition: Definition,
    scenarios: Ground['scenarios'],
  ) {
    const steps = scenarios.flatMap((scenario) => scenario.steps);
    for (const act of Object.keys(definition.acts)) {
      const told = steps.flatMap((step) => (step.act === act && !step.refused ? [step.input ?? {}] : []));
      this.#known.set(act, told);
    }
  }

  /** One input for the act on the day, about the version of the draft. */
  pick(act: string, dice: Dice, on: CivilDate, version: number): Input {
    const known = this.#known.get(act) ?? [];
    const declared = this.definition.acts[act] as ActDefinition;
    const fits = known.length > 0 && dice.chance(75);
    const chosen = dice.oneOf(fits ? known : sampleInputs(declared, () => addDays(on, dice.within(0, 25))));
    return this.fitted(act, chosen, dice, on, version);
  }

  /** The input as it would be told on that day of that version: seldom of another one, seldom with a slip. */
  fitted(act: string, input: Input, dice: Dice, on: CivilDate, version: number): Input {
    const declared = this.definition.acts[act]?.input ?? {};
    const about = 'version' in input && dice.chance(92) ? { version: Math.max(1, version) } : {};
    const days = Object.entries(declared).flatMap(([name, { format }]) =>
      format === 'date' && name in input ? [[name, addDays(on, dice.within(-1, 25))] as const] : [],
    );
    const whole = { ...input, ...Object.fromEntries(days), ...about };
    return dice.chance(15) ? this.slip(whole, declared, dice) : whole;
  }

  private slip(input: Input, declared: NonNullable<ActDefinition['input']>, dice: Dice): Input {
    const names = Object.keys(input);
    if (names.length === 0) return input;
    const name = dice.oneOf(names);
    const { type, enum: closed, optional } = declared[name] ?? {};
    if (type === 'boolean') return { ...input, [name]: input[name] !== true };
    if (Array.isArray(closed)) return { ...input, [name]: dice.oneOf(closed as readonly unknown[]) };
    if (type === 'integer') return { ...input, [name]: dice.within(0, 20) };
    if (optional !== true) return input;
    return Object.fromEntries(Object.entries(input).filter(([other]) => other !== name));
  }
}
