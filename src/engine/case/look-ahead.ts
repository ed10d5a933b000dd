import { startOfDay } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import type { ActDefinition } from '../law/definition.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { postsAlone } from '../powers/stand-in-check.js';
import type { CaseState } from './case-state.js';
import { decide } from './decide.js';
import type { Decision } from './decision.js';
import { permittedActs, type Refusal } from './refusal.js';
import { earliestAppointment } from './requirements.js';
import { sampleInputs } from './sample-inputs.js';
import { openRound } from './signing/round.js';
import { tally } from './signing/tally.js';
import { standIn, standInHolders, standInSigners } from './stand-ins.js';
import { today, type World } from './world.js';

/** A case as it could stand on a day, and the acts that would lead there. */
export interface Prospect {
  readonly state: CaseState;
  readonly day: CivilDate;
  readonly path: readonly Stride[];
}

/** One act on the way. */
export interface Stride {
  readonly act: string;
  readonly post: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly on: CivilDate;
}

export interface LookAhead {
  /** The first decision found: the earliest, unless `incomplete`. */
  readonly decision?: Prospect;
  /** Some day had more configurations than were looked at, so an earlier decision may have been missed. */
  readonly incomplete: boolean;
}

/** Configurations looked at on one day before time moves on: interleavings of parallel duties are many and alike. */
const PER_DAY = 400;
/** Configurations looked at in all. */
const IN_ALL = 1_500;

/**
 * Performs, with the engine itself, every act that somebody is waited for, with every alternative input, on the first
 * day on which it is lawful, until one of the deciding acts succeeds. Everything it finds is therefore decided by the
 * same law as the real act. Days are taken in order, so the first decision found is the earliest.
 */
export function lookAhead(procedure: CompiledProcedure, state: CaseState, world: World): LookAhead {
  return new Search(procedure, world).run(state);
}

class Search {
  readonly #deciding: ReadonlySet<string>;
  /** Prospects by day; within a day the newest is taken first, which follows one line of acts to its end. */
  readonly #open = new Map<CivilDate, Prospect[]>();
  readonly #seen = new Set<string>();
  #incomplete = false;

  constructor(
    private readonly procedure: CompiledProcedure,
    private readonly world: World,
  ) {
    this.#deciding = new Set(procedure.definition.decides ?? []);
  }

  run(state: CaseState): LookAhead {
    this.#put({ state: this.#eased(state), day: today(this.world), path: [] });
    const onDay = new Map<CivilDate, number>();
    for (let looked = 0; looked < IN_ALL; looked += 1) {
      const here = this.#take();
      if (!here) return { incomplete: this.#incomplete };
      const count = (onDay.get(here.day) ?? 0) + 1;
      onDay.set(here.day, count);
      if (count === PER_DAY) {
        this.#incomplete = true;
        this.#open.delete(here.day);
      }
      const decision = this.#visit(here);
      if (decision)
        return { decision: this.#shortened(this.#eased(state), decision), incomplete: this.#incomplete };
    }
    return { incomplete: true };
  }

  #visit(here: Prospect): Prospect | undefined {
    const acts = this.#awaited(here.state);
    const ahead = acts.flatMap((act) => this.#tried(here, act).map((next) => ({ act, next })));
    for (const { act, next } of ahead) {
      if (this.#hasDecided(act, next.state) && next.day === here.day) return next;
    }
    for (const { act, next } of ahead.toReversed()) {
      // A decision that needs a later day is met again from here on that day, in its turn.
      this.#put(this.#hasDecided(act, next.state) ? { ...here, day: next.day } : next);
    }
    return undefined;
  }

  /** A deciding act that signs decides with the signature that settles its round. */
  #hasDecided(act: string, state: CaseState): boolean {
    const { signs } = this.procedure.definition.acts[act] ?? {};
    return this.#deciding.has(act) && (signs === undefined || !openRound(state, signs));
  }

  /** Acts that an open task waits for, the deciding ones first; powers that nobody must use are left out. */
  #awaited(state: CaseState): readonly string[] {
    const permitted = new Set(permittedActs(this.procedure, state));
    const awaited = new Set(Object.values(state.tasks).flatMap(({ acts }) => acts));
    return [...awaited]
      .filter((act) => permitted.has(act))
      .toSorted((a, b) => Number(this.#deciding.has(b)) - Number(this.#deciding.has(a)));
  }

  #put(prospect: Prospect): void {
    const { state, day } = prospect;
    const people = Object.values(state.performers).map((persons) => persons.length);
    const rounds = this.#counted(state);
    const key = `${day}${JSON.stringify([state.value, state.facts, state.milestones, people, rounds])}`;
    if (state.status === 'ended' || this.#seen.has(key)) return;
    this.#seen.add(key);
    const bucket = this.#open.get(day);
    if (bucket) bucket.push(prospect);
    else this.#open.set(day, [prospect]);
  }

  /** Rounds of signatures as far as who has signed does not matter, only how. */
  #counted({ signings }: CaseState): readonly unknown[] {
    return Object.entries(signings ?? {}).map(([name, round]) => {
      const rules = this.procedure.definition.signings?.[name];
      return [name, round.round, round.result, rules && tally(rules, round)];
    });
  }

  #take(): Prospect | undefined {
    const nearest = [...this.#open.keys()].toSorted()[0];
    if (nearest === undefined) return undefined;
    const bucket = this.#open.get(nearest) ?? [];
    const taken = bucket.pop();
    if (bucket.length === 0) this.#open.delete(nearest);
    return taken;
  }

  /** The case after the act, for each alternative input, on the first day on which it is lawful. */
  #tried(here: Prospect, name: string): readonly Prospect[] {
    const act = this.procedure.definition.acts[name];
    if (!act) return [];
    const posts = typeof act.by === 'string' ? [act.by] : act.by;
    const samples = sampleInputs(act, (input) => this.#dayFor(act, input, here));
    // Who abstains brings no decision nearer.
    const inputs = act.signs === undefined ? samples : samples.filter((one) => one['stance'] !== 'abstain');
    return posts.flatMap((post) =>
      inputs.flatMap((input) => {
        const once = this.#attempt(here, name, post, input, here.day);
        if (!('retryOn' in once)) return once.next ? [once.next] : [];
        const later = this.#attempt(here, name, post, input, once.retryOn);
        return 'next' in later && later.next ? [later.next] : [];
      }),
    );
  }

  #attempt(
    here: Prospect,
    act: string,
    post: string,
    input: Readonly<Record<string, unknown>>,
    day: CivilDate,
  ): { readonly next?: Prospect } | { readonly retryOn: CivilDate } {
    const answer = this.#decide(here.state, { act, post, input, on: day });
    if (!answer.refused) {
      return { next: { state: answer.state, day, path: [...here.path, { act, post, input, on: day }] } };
    }
    const late = answer.earliestPossible;
    return late !== undefined && late > day ? { retryOn: late } : {};
  }

  #decide(state: CaseState, { act, post, input, on }: Stride): Decision | Refusal {
    const { bars: _bars, ...world } = this.world;
    // Anybody who holds the post might do it: what the law allows is asked, not who is there to do it.
    const { definition } = this.procedure;
    const holders = standInHolders(definition);
    const then: World = { ...world, holders, checkPower: postsAlone, now: startOfDay(on, world.zone) };
    const actor = standIn(state, post, definition.acts[act]?.signs);
    const answer = decide(this.procedure, state, { act, actor, input }, then);
    const signers = answer.refused ? standInSigners(definition, answer.unmet) : undefined;
    return signers ? decide(this.procedure, state, { act, actor, input, signers }, then) : answer;
  }

  /** The case as if nobody had anything in hand and the form were filled in. */
  #eased(state: CaseState): CaseState {
    const { form } = this.procedure.definition;
    const filled = form && Object.fromEntries(Object.keys(form).map((field) => [field, 0]));
    return { ...withoutDesks(state), ...(filled && { form: filled }) };
  }

  /** The same decision on the same day without the acts that it does not need. */
  #shortened(from: CaseState, decision: Prospect): Prospect {
    let path = decision.path;
    for (const stride of decision.path.slice(0, -1)) {
      const without = path.filter((other) => other !== stride);
      if (this.#leadsThrough(from, without)) path = without;
    }
    return { ...decision, path };
  }

  #leadsThrough(from: CaseState, path: readonly Stride[]): boolean {
    let state = from;
    for (const stride of path) {
      const answer = this.#decide(state, stride);
      if (answer.refused) return false;
      state = answer.state;
    }
    return this.#hasDecided(path.at(-1)?.act ?? '', state);
  }

  /** The day an input would name: the earliest that the law allows to be appointed, else the day itself. */
  #dayFor(act: ActDefinition, input: string, here: Prospect): CivilDate {
    const lead = act.requires?.find(({ on }) => on?.trim() === `input.${input}`)?.lead;
    if (lead === undefined) return here.day;
    const { definition } = this.procedure;
    const context = { definition, state: here.state, scope: {}, on: here.day, world: this.world };
    return earliestAppointment(lead, context) ?? here.day;
  }
}

/** The case as if nobody had anything in hand: what the law allows is asked, not on whose desk it lies. */
function withoutDesks(state: CaseState): CaseState {
  const { suspendedOn: _since, referrals: _open, ...rest } = state;
  const tasks = Object.entries(state.tasks).map(([key, { holder: _holder, ...task }]) => [key, task]);
  return { ...rest, tasks: Object.fromEntries(tasks) as CaseState['tasks'] };
}
