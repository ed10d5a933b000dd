import type { CaseState } from '../../../src/engine/case/case-state.js';
import { actorInPosts, type Actor, type Command } from '../../../src/engine/case/command.js';
import { decide } from '../../../src/engine/case/decide.js';
import { nextLapse } from '../../../src/engine/case/lapse.js';
import type { Scenario } from '../../../src/engine/case/scenario/scenario.js';
import type { World } from '../../../src/engine/case/world.js';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../../../src/engine/clock/time.js';
import type { StreamDefinition } from '../../../src/engine/law/stream-definition.js';
import { postsAlone } from '../../../src/engine/powers/stand-in-check.js';
import { unmetToBegin } from '../../../src/engine/streams/stream-power.js';
import { ajvInputCheck } from '../../../src/outside/ajv/input-check.js';
import { complaints, type Deed, History } from '../monitors/history.js';
import { CALENDAR, type Ground } from './grounds.js';
import { Standings } from './standings.js';
import type { Tally } from './tally.js';

type Step = Scenario['steps'][number];

const checkInput = ajvInputCheck();

/** One case and everybody who tries something in it. Whatever the engine lets pass is held against the monitors. */
export class Walker {
  readonly standings = new Standings();
  readonly people = new Map<string, Actor>();
  #state: CaseState | null = null;
  #deeds: readonly Deed[] = [];
  #day: CivilDate;

  constructor(
    readonly ground: Ground,
    { people = {}, steps }: Pick<Scenario, 'people' | 'steps'>,
    private readonly tally: Tally,
  ) {
    this.#day = (steps[0] as Step).on;
    for (const [person, { posts = [] }] of Object.entries(people)) {
      this.people.set(person, actorInPosts(person, posts));
    }
    // Whoever the worked case does not need is there all the same, and one who drafts and reviews.
    for (const post of Object.keys(ground.procedure.definition.posts)) {
      this.people.set(`any-${post}`, actorInPosts(`any-${post}`, [post]));
    }
    this.people.set('twice', actorInPosts('twice', ['unitLegalOffice', 'legalOffice']));
    this.people.set('both', actorInPosts('both', ['drafter', 'legalOffice', 'legalHead', 'evaluator']));
  }

  get state(): CaseState | null {
    return this.#state;
  }

  get day(): CivilDate {
    return this.#day;
  }

  get ended(): boolean {
    return this.#state?.status === 'ended';
  }

  /** What was lawfully done so far. */
  get deeds(): readonly Deed[] {
    return this.#deeds;
  }

  /** Days pass, and the law does what it does when they have. */
  wait(days: number): void {
    this.#day = addDays(this.#day, Math.max(0, days));
    this.standings.dawn(this.#day);
  }

  /** Acts that the case listens to as it stands. */
  offered(): readonly string[] {
    const { procedure } = this.ground;
    return this.#state ? procedure.listens(this.#state.value) : [];
  }

  /** Somebody tries an act. Whether it was lawful. */
  attempt(act: string, person: string, input: Readonly<Record<string, unknown>>): boolean {
    const { procedure } = this.ground;
    const world = this.#world();
    this.#lapse(world);
    const deed: Deed = { act, person, on: this.#day, input, streams: this.standings.all };
    const missing = complaints(this.ground.monitors, new History(this.#deeds, CALENDAR), deed);
    const actor = this.people.get(person) ?? actorInPosts(person, []);
    const command: Command = { act, actor, input, unit: 'authority' };
    const answer = decide(procedure, this.#state, command, world);
    this.tally.note(this.ground, deed, missing, answer, this.#deeds);
    if (answer.refused) return false;
    this.#state = answer.state;
    this.#deeds = [...this.#deeds, deed];
    return true;
  }

  /** Somebody tries to put the case on an agenda. */
  table(): boolean {
    const { definition } = this.ground.procedure;
    const meeting = definition.streams?.['meeting'];
    if (!meeting || !this.#state || this.ended) return false;
    const world = this.#world();
    this.#lapse(world);
    const deed: Deed = {
      ...{ act: 'agenda', person: 'any-secretary', on: this.#day, input: {} },
      streams: this.standings.all,
    };
    const missing = complaints(this.ground.monitors, new History(this.#deeds, CALENDAR), deed);
    const refused = this.#unmetToTable(meeting, world).length > 0;
    this.tally.note(this.ground, deed, missing, { refused }, this.#deeds);
    return !refused;
  }

  #unmetToTable(meeting: StreamDefinition, world: World) {
    const by = { person: 'any-secretary', post: 'secretary' };
    const { definition } = this.ground.procedure;
    return this.#state ? unmetToBegin(definition, meeting, by, { state: this.#state, world }) : [];
  }

  #lapse(world: World): void {
    const { procedure } = this.ground;
    for (let lapse = this.#state && nextLapse(procedure, this.#state, world); lapse;) {
      this.#state = lapse.state;
      lapse = nextLapse(procedure, lapse.state, world);
    }
  }

  #world(): World {
    return {
      ...{ now: `${this.#day}T04:00:00.000Z` as Instant, zone: 'Asia/Shanghai' as Zone },
      ...{ calendar: CALENDAR, checkInput, checkPower: postsAlone, streams: this.standings.seen },
      holders: (post) =>
        [...this.people.values()].filter(({ capacities }) => capacities.some((one) => one.post === post)),
    };
  }
}
