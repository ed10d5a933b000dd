import type { DigestPair, LedgerRecord } from '../../../src/engine/audit/record.js';
import { sealRecord, type RecordDraft } from '../../../src/engine/audit/seal-record.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { actorInPosts } from '../../../src/engine/case/command.js';
import { decideIssue } from '../../../src/engine/case/documents/decide-documents.js';
import { changesNothing, evolve } from '../../../src/engine/case/evolve.js';
import { actWords, recordBasis, recordClock } from '../../../src/engine/case/record-words.js';
import { runScenario, type Scenario, type StepOutcome } from '../../../src/engine/case/scenario/scenario.js';
import { NO_DIGEST } from '../../../src/engine/case/scenario/scenario-office.js';
import type { ScenarioStep } from '../../../src/engine/case/scenario/scenario-step.js';
import { streamsSeen } from '../../../src/engine/case/streams-seen.js';
import type { CaseBars, World } from '../../../src/engine/case/world.js';
import { startOfDay } from '../../../src/engine/clock/civil-date.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { postsAlone } from '../../../src/engine/powers/stand-in-check.js';
import { settlementsDue } from '../../../src/engine/replay/causes/law.js';
import { stateDigest } from '../../../src/engine/replay/expected-record.js';
import type { CaseHistory, HistoryRecord, ReplayLaw } from '../../../src/engine/replay/history.js';
import type { Office } from '../../../src/engine/replay/office.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { ajvInputCheck } from '../../../src/outside/ajv/input-check.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { instantOf, ZONE, type PlayedIn } from './played-in.js';

const checkInput = ajvInputCheck();
const salt = (): string => '0'.repeat(64);

/** The history that each case of a worked case would have left in the ledger, by the name of the case. */
export function historiesOf(scenario: Scenario, stage: PlayedIn): ReadonlyMap<string, CaseHistory> {
  const { procedure, beside = {}, calendar } = stage;
  const { outcomes, findings } = runScenario(procedure, scenario, {
    ...{ calendar, zone: ZONE, checkInput, procedures: beside },
  });
  if (findings.length > 0) throw new Error(`${scenario.scenario}: ${findings[0]?.message ?? ''}`);
  const scribe = new Scribe(scenario, stage);
  for (const outcome of outcomes) scribe.write(outcome);
  return scribe.histories();
}

interface OneCase {
  readonly procedure: CompiledProcedure;
  readonly records: HistoryRecord[];
  readonly related: Map<number, CaseBars['related']>;
  state: CaseState | null;
  leaf: DigestPair | null;
  streams: NonNullable<World['streams']>;
}

/** Writes down what a worked case did, as the pipeline would have. */
class Scribe {
  readonly #cases = new Map<string, OneCase>();
  readonly #first: string;
  #seq = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly stage: PlayedIn,
  ) {
    const declared = scenario.cases ?? { [scenario.scenario]: {} };
    this.#first = Object.keys(declared)[0] ?? scenario.scenario;
    for (const [name, { procedure: place }] of Object.entries(declared)) {
      const procedure = place === undefined ? stage.procedure : stage.beside?.[place];
      if (!procedure) throw new Error(`no procedure ${place}`);
      this.#cases.set(name, {
        procedure,
        records: [],
        related: new Map(),
        state: null,
        leaf: null,
        streams: {},
      });
    }
  }

  histories(): ReadonlyMap<string, CaseHistory> {
    return new Map(
      [...this.#cases].map(([name, one]) => [name, { records: one.records, law: this.#law(one) }] as const),
    );
  }

  write(outcome: StepOutcome): void {
    const { step, lapses, lapsesBasis = [], event, basis = [], refusal } = outcome;
    const one = this.#of(step);
    const seq = this.#seq++;
    const moved = Object.entries(step.streams ?? {}).map(([name, change]) => {
      const standing = { ...one.streams[name]?.standing, exists: true, ...change };
      return [name, { stream: name, seq, leaf: '0'.repeat(64), standing }] as const;
    });
    one.streams = { ...one.streams, ...Object.fromEntries(moved) };
    lapses.forEach((lapse, n) =>
      this.#add(step, lapse, {
        basis: lapsesBasis[n] ?? [],
        ...(lapse.cause !== 'calendar' && { occurredAt: startOfDay(lapse.on, ZONE) }),
      }),
    );
    if (refusal) this.#refusal(step, refusal);
    if (event) {
      this.#done(step, event, basis);
      this.#settle(step);
    }
  }

  /** What the pipeline puts right once somebody has acted: in most worked cases not every post is held. */
  #settle(step: ScenarioStep): void {
    const one = this.#of(step);
    for (;;) {
      const [next] = one.state ? settlementsDue(one.procedure, one.state, this.#world(step, one)) : [];
      if (!next) return;
      this.#add(step, next.event, { basis: next.basis });
    }
  }

  #of(step: ScenarioStep): OneCase {
    return this.#cases.get(step.case ?? this.#first) as OneCase;
  }

  #done(step: ScenarioStep, event: CaseEvent, basis: readonly string[]): void {
    const { act, input = {}, occurredOn, signers, ask = {} } = step;
    // Whoever opens a case says who is party to it, if it is nobody.
    const parties = step.parties ?? (event.opened && {});
    const person = step.by ?? '';
    if (act !== undefined) {
      const words = actWords({
        ...{ act, actor: { person } },
        ...(occurredOn && { occurredOn }),
        ...(parties && { parties }),
        ...(signers && { signers }),
      });
      const earlier = event.on !== step.on && { occurredAt: startOfDay(event.on, ZONE) };
      const parts = Object.keys(input).length > 0 ? { input } : {};
      this.#add(step, event, { basis, person, words, parts, ...earlier });
      return;
    }
    const [paper] = event.papers ?? [];
    if (paper?.did === 'issued') {
      const parts = Object.keys(ask).length > 0 ? { answers: ask } : {};
      this.#add(step, event, { basis, person, words: { issue: paper.id, person }, parts });
    } else if (paper?.did === 'served' || paper?.did === 'serviceFailed') {
      this.#issueFirst(step, paper.id);
      const { mode, on } = paper.service;
      const { to } = step.serve ?? {};
      const told = step.serve?.input ?? { place: '大厅', receiver: '受送达人', relation: '本人' };
      const service = {
        ...{ mode, on, input: told },
        ...(to !== undefined && { to }),
        ...(step.serve?.failed && { failure: '无人签收' }),
      };
      this.#add(step, event, { basis, person, words: { serve: paper.id, person }, parts: { service } });
    }
  }

  /** A worked case may serve what it does not show being issued: then somebody who may issues it first. */
  #issueFirst(step: ScenarioStep, id: string): void {
    const one = this.#of(step);
    if (!one.state || one.state.documents?.[id]?.issued) return;
    const world = this.#world(step, one);
    for (const [person, { posts = [] }] of Object.entries(this.scenario.people ?? {})) {
      const command = { actor: actorInPosts(person, posts), id, answers: {}, composed: NO_DIGEST };
      const answer = decideIssue(one.procedure, one.state, command, world);
      if (answer.refused) continue;
      this.#add(step, answer.event, { basis: answer.basis, person, words: { issue: id, person }, parts: {} });
      return;
    }
    throw new Error(`${this.scenario.scenario}: nobody in it may issue ${id}`);
  }

  #refusal(step: ScenarioStep, refused: NonNullable<StepOutcome['refusal']>): void {
    const { act, input = {}, occurredOn, parties, signers, by: person = '' } = step;
    const one = this.#of(step);
    // A refused opening leaves no case to record it in; what documents lack is not on record.
    if (act === undefined || !one.state) return;
    const { definition } = one.procedure;
    const known = definition.acts[act];
    const seen = known ? streamsSeen(definition, known, one.streams) : {};
    const unmet = refused.unmet.map(({ code, basis }) => ({ code, basis }));
    const event: CaseEvent = {
      ...{ type: 'act.refused', cause: 'refusal', on: step.on },
      ...(known && { act }),
      refusal: { code: refused.code, unmet },
      ...(Object.keys(seen).length > 0 && { seen }),
    };
    const more = {
      ...(occurredOn && { occurredOn }),
      ...(parties && { parties }),
      ...(signers && { signers }),
    };
    this.#add(step, event, {
      basis: [...new Set(unmet.flatMap(({ basis }) => basis))],
      person,
      words: known ? actWords({ act, actor: { person }, ...more }) : { person },
      parts: { attempt: { act, input, ...more } },
    });
  }

  #add(
    step: ScenarioStep,
    event: CaseEvent,
    more: {
      readonly basis: readonly string[];
      readonly person?: string;
      readonly words?: Readonly<Record<string, unknown>>;
      readonly parts?: Readonly<Record<string, unknown>>;
      readonly occurredAt?: Instant;
    },
  ): void {
    const one = this.#of(step);
    const { basis, person, words, parts = {}, occurredAt } = more;
    const at = instantOf(step);
    const before = one.state && stateDigest(one.state, nodeHash);
    if (!changesNothing(event)) one.state = evolve(one.state, event, person);
    const { post = event.power?.post, power } = event;
    const draft: RecordDraft = {
      ...{ log: 'test.example/scenarios', id: '00000000-0000-7000-8000-000000000000', type: event.type },
      ...{ occurredAt: occurredAt ?? at, recordedAt: at, engine: 'test' },
      ...(person !== undefined && {
        actor: {
          person,
          ...(post !== undefined && { post }),
          ...(power?.unit !== undefined && { unit: power.unit }),
        },
      }),
      def: one.procedure.digest,
      ...(words && { command: words }),
      ...(before && { before }),
      ...(one.state && { after: stateDigest(one.state, nodeHash) }),
      basis: basis.map((each) => recordBasis(each, one.procedure.definition.law)),
      ...(event.clocks && { clock: event.clocks.map(recordClock) }),
      data: event as unknown as LedgerRecord['data'],
    };
    const seq = one.records.length;
    const sealed = sealRecord(
      draft,
      { stream: this.#nameOf(step), seq, leaf: one.leaf },
      parts,
      nodeHash,
      salt,
    );
    one.related.set(seq, this.#relatedTo(step));
    one.leaf = sealed.leaf;
    // As it is read back: from its text.
    one.records.push({ record: JSON.parse(sealed.text) as LedgerRecord, parts });
  }

  #nameOf(step: ScenarioStep): string {
    return step.case ?? this.#first;
  }

  #relatedTo(step: ScenarioStep): CaseBars['related'] {
    const { related = {} } = this.scenario.cases?.[this.#nameOf(step)] ?? {};
    return Object.fromEntries(
      Object.entries(related).map(([relation, cases]) => {
        const merged: Record<string, readonly string[]> = {};
        for (const name of cases) {
          for (const [post, persons] of Object.entries(this.#cases.get(name)?.state?.performers ?? {})) {
            merged[post] = [...new Set([...(merged[post] ?? []), ...persons])];
          }
        }
        return [relation, merged] as const;
      }),
    );
  }

  #office(related: CaseBars['related']): Office {
    const { people = {} } = this.scenario;
    return {
      actor: ({ person }) => actorInPosts(person, people[person]?.posts ?? []),
      holders: (post) =>
        Object.entries(people)
          .filter(([, { posts = [] }]) => posts.includes(post))
          .map(([person, { posts = [] }]) => actorInPosts(person, posts)),
      bars: { recused: [], sealed: false, related },
      checkPower: postsAlone,
    };
  }

  #world(step: ScenarioStep, one: OneCase): World {
    const { holders, bars, checkPower } = this.#office(this.#relatedTo(step));
    const { calendar } = this.stage;
    return {
      ...{ now: instantOf(step), zone: ZONE, calendar, checkInput, checkPower, holders, bars },
      streams: one.streams,
    };
  }

  #law(one: OneCase): ReplayLaw {
    return {
      ...{ hash: nodeHash, zone: ZONE, checkInput },
      procedure: () => one.procedure,
      calendar: () => this.stage.calendar,
      office: ({ seq }) => this.#office(one.related.get(seq) ?? {}),
    };
  }
}
