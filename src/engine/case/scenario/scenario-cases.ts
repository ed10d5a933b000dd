import { Defect } from '../../defect.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseState } from '../case-state.js';
import type { PerformedAct } from '../documents/document-scope.js';
import type { Scenario, ScenarioCase, ScenarioStep } from './scenario-step.js';
import type { CaseBars, World } from '../world.js';

/** One case of a worked case, as it stands. */
export interface PlayedCase {
  readonly procedure: CompiledProcedure;
  /** Null until it is opened. */
  readonly state: CaseState | null;
  readonly acts: readonly PerformedAct[];
  readonly streams: NonNullable<World['streams']>;
}

/** The cases that one case is about. */
export interface Related {
  /** Their names by relation. Absent: it is about no other. */
  readonly cases?: Readonly<Record<string, readonly string[]>>;
  /** Who acted in them, by relation and post. */
  readonly performers: CaseBars['related'];
}

/** The cases of a worked case: most have one, some a second with a history of its own that is about the first. */
export class PlayedCases {
  private readonly played = new Map<string, PlayedCase>();
  private readonly declared: Readonly<Record<string, ScenarioCase>>;
  private readonly first: string;

  /** @throws Defect when a case names a procedure that is not among `procedures` */
  constructor(
    own: CompiledProcedure,
    scenario: Pick<Scenario, 'scenario' | 'cases'>,
    procedures: Readonly<Record<string, CompiledProcedure>> = {},
  ) {
    this.declared = scenario.cases ?? { [scenario.scenario]: {} };
    this.first = Object.keys(this.declared)[0] ?? scenario.scenario;
    for (const [name, { procedure: place }] of Object.entries(this.declared)) {
      const procedure = place === undefined ? own : procedures[place];
      if (!procedure) throw new Defect(`the procedure ${place} of the case "${name}" was not given`);
      this.played.set(name, { procedure, state: null, acts: [], streams: {} });
    }
  }

  /** The case that a step is about, as it stands before it. */
  of(step: ScenarioStep): PlayedCase {
    return this.named(this.nameIn(step));
  }

  put(step: ScenarioStep, played: PlayedCase): void {
    this.played.set(this.nameIn(step), played);
  }

  /** What the case of a step is about, as that stands now. */
  relatedTo(step: ScenarioStep): Related {
    const { related } = this.declared[this.nameIn(step)] ?? {};
    if (!related) return { performers: {} };
    const performers = Object.entries(related).map(
      ([relation, cases]) => [relation, merged(cases.map((name) => this.performersOf(name)))] as const,
    );
    return { cases: related, performers: Object.fromEntries(performers) };
  }

  /** Why the case that a step opens cannot be about what it names, as sentences: the service would not open it. */
  misrelated(step: ScenarioStep): readonly string[] {
    const { procedure, state } = this.of(step);
    if (state) return [];
    const { relations = {} } = procedure.definition;
    const { cases = {} } = this.relatedTo(step);
    return Object.entries(cases).flatMap(([relation, names]) => {
      const declared = Object.hasOwn(relations, relation) ? relations[relation] : undefined;
      if (!declared) return [`the procedure knows no relation "${relation}"`];
      return names.flatMap((name) => {
        const other = this.named(name).state;
        if (!other) return [`the case "${name}" is not open yet`];
        const fits = declared.procedure === undefined || declared.procedure === other.procedure;
        return fits ? [] : [`"${relation}" wants a case of ${declared.procedure}, not of ${other.procedure}`];
      });
    });
  }

  private performersOf(name: string): CaseState['performers'] {
    return this.named(name).state?.performers ?? {};
  }

  private nameIn(step: ScenarioStep): string {
    return step.case ?? this.first;
  }

  private named(name: string): PlayedCase {
    const found = this.played.get(name);
    if (!found) throw new Defect(`the worked case has no case "${name}"`);
    return found;
  }
}

function merged(all: readonly CaseState['performers'][]): CaseState['performers'] {
  const found: Record<string, readonly string[]> = {};
  for (const one of all) {
    for (const [post, persons] of Object.entries(one)) {
      found[post] = [...new Set([...(found[post] ?? []), ...persons])];
    }
  }
  return found;
}
