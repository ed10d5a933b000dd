import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import { verifyStream } from '../../../src/engine/audit/verify-stream.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { evolve } from '../../../src/engine/case/evolve.js';
import { actorInPosts } from '../../../src/engine/case/command.js';
import { preflight } from '../../../src/engine/case/explain/preflight.js';
import { permittedActs } from '../../../src/engine/case/refusal.js';
import { sampleInputs } from '../../../src/engine/plan/sample-inputs.js';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { ActDefinition } from '../../../src/engine/law/definition.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import type { ActAnswer } from '../../../src/usecases/cases/act-answer.js';
import { readCase, type LawfulCase } from '../../../src/usecases/cases/read-case.js';
import { Office, people, type Who } from '../../support/office.js';
import { licence } from '../../support/procedures.js';
import { replayedFromLedger } from '../../support/recorded-history.js';

const AT_FIRST = 8;
const CASES = 24;
const DAYS = 60;
const FIRST_DAY = '2026-03-02' as CivilDate;
const SEED = 20260928;
/** Cases whose whole histories are kept in the tree when they are recorded. */
const RECORDED = 2;

/** Acts after which there is little left to do. */
const ENDING = new Set([
  'withdraw',
  'declareNoLicenceNeeded',
  'referElsewhere',
  'refuseAcceptance',
  'deregister',
]);

type Roll = (sides: number) => number;

/** Mulberry32: the same seed gives the same throws. */
function dice(seed: number): Roll {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

function oneOf<T>(choices: readonly T[], roll: Roll): T {
  return choices[roll(choices.length)] as T;
}

interface Wish {
  readonly act: string;
  readonly who: Who;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A town of licences: on most days somebody tries something in most cases, and not everybody knows the law. */
class Town {
  readonly ids: string[] = [];
  readonly outcomes = { recorded: 0, refused: 0, stale: 0 };
  readonly events = new Set<string>();
  #day = FIRST_DAY;

  constructor(
    private readonly office: Office,
    private readonly other: Office,
    private readonly procedure: CompiledProcedure,
  ) {}

  async live(): Promise<void> {
    const roll = dice(SEED);
    while (this.ids.length < AT_FIRST) await this.#file(roll);
    for (let passed = 0; passed < DAYS; passed++) {
      this.#day = addDays(this.#day, 1 + roll(3));
      this.office.clock.put(`${this.#day}T09:00`);
      if (roll(3) === 0) await this.office.sweep(7);
      // Two processes work on the cases at once; now and then two people on the same case.
      const busy = this.ids.flatMap((id) => [[], [id], [id, id], [], [], [id]][roll(6)] ?? []);
      await Promise.all(busy.map((id) => this.#try(id, dice(roll(2 ** 31)))));
      if (this.ids.length < CASES && roll(2) === 0) await this.#file(roll);
    }
  }

  async #file(roll: Roll): Promise<void> {
    const act = this.procedure.definition.acts['receive'] as ActDefinition;
    for (;;) {
      const answer = await this.office.file({
        procedure: 'administrative-licence',
        input: this.#inputFor(act, 'receive', roll),
        ...(roll(2) === 0 && { occurredOn: addDays(this.#day, -roll(12)) }),
      });
      if (answer.outcome === 'recorded') return void this.ids.push(answer.caseId);
    }
  }

  async #try(id: string, roll: Roll): Promise<void> {
    const found = await readCase(this.office.ports, id);
    if (!found) throw new Error(`there is no case ${id}`);
    if (found.state.status === 'ended' && roll(4) > 0) return;
    const { act, who, input } = roll(5) === 0 ? this.#anything(found, roll) : this.#lawful(found, roll);
    const joins = this.procedure.definition.acts[act]?.joins;
    const answer = await oneOf([this.office, this.other], roll).act(id, who, act, {
      input,
      ...(roll(15) === 0 && { expectedVersion: roll(9) }),
      ...(joins && { parties: { [joins]: [people.neighbour.person] } }),
    });
    this.#note(answer);
  }

  /** A wish that the law would grant now, if some dozens of guesses find one. */
  #lawful(found: LawfulCase, roll: Roll): Wish {
    const { procedure, state, context } = found;
    let wish = this.#anything(found, roll);
    for (let guesses = 0; guesses < 60; guesses++) {
      const { act, who, input } = wish;
      const answer = preflight(
        procedure,
        state,
        { act, actor: actorInPosts(people[who].person, people[who].posts), input },
        context.world,
      );
      // Few of those who could end the case do, and few do a third time what they have done twice.
      const unlikely = ENDING.has(act) || (state.performed[act] ?? 0) > 1;
      if (answer.possible && (!unlikely || roll(8) === 0)) return wish;
      wish = this.#anything(found, roll);
    }
    return wish;
  }

  #anything({ procedure, state }: LawfulCase, roll: Roll): Wish {
    const permitted = permittedActs(procedure, state);
    const all = Object.keys(procedure.definition.acts);
    const act = oneOf(permitted.length > 0 && roll(10) > 0 ? permitted : all, roll);
    const definition = procedure.definition.acts[act] as ActDefinition;
    const who = this.#somebodyFor(definition, state, roll);
    return { act, who, input: this.#inputFor(definition, act, roll) };
  }

  /** Mostly one whose post has the power, sometimes anybody. */
  #somebodyFor({ by }: ActDefinition, { parties }: CaseState, roll: Roll): Who {
    const able = (Object.keys(people) as Who[]).filter((who) => {
      const { person, posts } = people[who];
      const party = Object.keys(parties).filter((post) => parties[post]?.includes(person));
      return [...posts, ...party].some((post) => [by].flat().includes(post));
    });
    return oneOf(able.length > 0 && roll(12) > 0 ? able : (Object.keys(people) as Who[]), roll);
  }

  #inputFor(definition: ActDefinition, act: string, roll: Roll): Record<string, unknown> {
    const ahead = addDays(this.#day, roll(40));
    const input: Record<string, unknown> = {
      ...oneOf(
        sampleInputs(definition, () => ahead),
        roll,
      ),
    };
    if (input['ground'] === 'x') input['ground'] = oneOf(['检验', '检测', '鉴定', '专家评审'], roll);
    if (act === 'receive') input['receivedAt'] = '09:30';
    for (const name of Object.keys(input)) {
      if (definition.input?.[name]?.optional && roll(2) === 0) delete input[name];
    }
    return input;
  }

  #note(answer: ActAnswer): void {
    if (answer.outcome === 'recorded') this.events.add(answer.receipt.type);
    if (answer.outcome in this.outcomes) this.outcomes[answer.outcome as 'recorded'] += 1;
  }
}

describe('random histories of licences', () => {
  let office: Office;
  let other: Office;
  let town: Town;
  beforeAll(async () => {
    const procedure = licence();
    office = await Office.open({ at: FIRST_DAY, procedures: [procedure] });
    other = await office.another();
    town = new Town(office, other, procedure);
    await town.live();
  }, 60_000);
  afterAll(async () => {
    await other.leave();
    await office.close();
  });

  it('are rich enough to show something', () => {
    const { recorded, refused, stale } = town.outcomes;
    expect(recorded).toBeGreaterThan(150);
    expect(refused).toBeGreaterThan(30);
    expect(stale).toBeGreaterThan(5);
    expect(town.events.size).toBeGreaterThan(20);
  });

  it('leave nothing for fsck to find', async () => {
    expect(await office.findings()).toEqual([]);
    // Also much later, when everything that can lapse has lapsed.
    office.clock.put('2026-12-20');
    await office.sweep();
    expect(await office.findings()).toEqual([]);
  });

  it('leave streams that anybody can verify by themselves, parts included', async () => {
    for (const id of town.ids) {
      const records = await office.ports.ledger.records(id, 0, 10_000);
      const parts = await office.rows<{ seq: number; name: string; salt: string; value: string }>(
        'select seq, name, salt, value from record_parts where stream = $1',
        [id],
      );
      const kept = records.map((one, seq) => ({
        ...one,
        seq,
        parts: parts.filter((part) => part.seq === seq),
      }));
      const { findings, position } = verifyStream(kept, nodeHash);
      expect(findings).toEqual([]);
      const head = await office.ports.ledger.head(id);
      expect(position).toMatchObject({ seq: head?.seq, leaf: head?.leaf, stream: id });
    }
  });

  it('fold to the stored state, and the stored rows are those of the state', async () => {
    for (const id of town.ids) {
      let folded: CaseState | null = null;
      for (const { data, actor } of await office.records(id)) {
        folded = evolve(folded, data as unknown as CaseEvent, actor?.person);
      }
      const head = await office.ports.ledger.head(id);
      expect(canonicalJson(folded)).toBe(head?.stateText);
      const { tasks, clocks } = folded as unknown as CaseState;
      const taskRows = await office.rows<{ key: string }>('select key from tasks where case_id = $1', [id]);
      expect(taskRows.map(({ key }) => key).toSorted()).toEqual(Object.keys(tasks).toSorted());
      const clockRows = await office.rows<{ clock: string; state: string; due: string | null }>(
        'select clock, state, due_on::text as due from clocks where case_id = $1',
        [id],
      );
      expect(Object.fromEntries(clockRows.map(({ clock, state, due }) => [clock, [state, due]]))).toEqual(
        Object.fromEntries(
          Object.entries(clocks).map(([name, one]) => [name, [one.state, one.dueOn ?? null]]),
        ),
      );
    }
  });

  it('let every run of a clock lapse at most once, and legal days never go back', async () => {
    for (const id of town.ids) {
      const lapses: string[] = [];
      let state: CaseState | null = null;
      for (const { data, actor } of await office.records(id)) {
        const event = data as unknown as CaseEvent;
        const before: CaseState | null = state;
        state = evolve(state, event, actor?.person);
        if (event.cause === 'lapse')
          lapses.push(`${event.lapse?.clock} ${before?.clocks[event.lapse?.clock ?? '']?.run}`);
        if (before) expect(state.lastOn >= before.lastOn).toBe(true);
      }
      expect(new Set(lapses).size).toBe(lapses.length);
    }
  });

  it('are decided anew to the same end, refusals and lapses too', async () => {
    for (const [at, id] of town.ids.entries()) {
      const name = at < RECORDED ? `licence-random-${at + 1}` : undefined;
      expect([id, await replayedFromLedger(office, id, name)]).toEqual([id, []]);
    }
  });
});
