import type { Definition } from '../../src/engine/law/definition.js';
import type { PowerAnswer, PowerQuestion } from '../../src/engine/powers/power-question.js';
import { cedarPowerCheck } from '../../src/outside/cedar/cedar-power-check.js';
import { policyContext } from '../../src/outside/cedar/policy-context.js';
import type { PowerPolicies } from '../../src/outside/cedar/power-policies.js';
import {
  type ActorKind,
  actorKinds,
  CLASSES,
  questionOf,
  type Relation,
  RELATIONS,
  type Standpoint,
  standpoints,
  type Wish,
  wishes,
} from './matrix-axes.js';

/** The whole matrix: each distinct question once, with the number of cells that ask it. */
export interface Matrix {
  /** Length of each axis. */
  readonly axes: {
    readonly actors: number;
    readonly relations: number;
    readonly wishes: number;
    readonly standpoints: number;
  };
  readonly cells: number;
  readonly questions: readonly PowerQuestion[];
}

/** All cells of a definition. Cells that ask the same are counted together. */
export function matrixOf(definition: Definition): Matrix {
  const actors = actorKinds(definition);
  const wanted = wishes(definition);
  const places = standpoints(definition);
  const questions = new Map<string, PowerQuestion>();
  let cells = 0;
  for (const actor of actors) {
    const groups = groupedFor(actor, places);
    for (const related of RELATIONS) {
      for (const { at, count } of groups) {
        for (const question of asked(definition, { actor, related, at }, wanted)) {
          questions.set(canonical(question), question);
          cells += count;
        }
      }
    }
  }
  const axes = { actors: actors.length, relations: RELATIONS.length, wishes: wanted.length };
  return { axes: { ...axes, standpoints: places.length }, cells, questions: [...questions.values()] };
}

/** Every wish of one actor in one place; what tells of persons once for each class of data. */
function asked(
  definition: Definition,
  place: { readonly actor: ActorKind; readonly related: Relation; readonly at: Group['at'] },
  wanted: readonly Wish[],
): readonly PowerQuestion[] {
  const { actor, related, at } = place;
  return wanted.flatMap((wish) =>
    (wish.action === 'readPersonal' ? CLASSES : [undefined]).map((dataClass) =>
      questionOf(definition, actor, related, wish, at, dataClass),
    ),
  );
}

interface Group {
  readonly at: {
    readonly status: Standpoint['status'];
    readonly sealed: boolean;
    readonly holdsTask: boolean;
  };
  readonly count: number;
}

/** Standpoints that are alike for an actor: powers see whether the case is open, sealed, and waits for his post. */
function groupedFor({ capacity }: ActorKind, places: readonly Standpoint[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { status, sealed, waitsFor } of places) {
    const at = { status, sealed, holdsTask: capacity !== undefined && waitsFor.includes(capacity.post) };
    const key = JSON.stringify(at);
    groups.set(key, { at, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}

/** Equal questions have equal texts. The name of an act matters to a token's scopes only. */
function canonical(question: PowerQuestion): string {
  if (question.scopes !== null || !question.act) return JSON.stringify(question);
  return JSON.stringify({ ...question, act: question.act.by });
}

/** An answer of the policies in the words of the oracle's verdicts. */
export function verdictOf(answer: PowerAnswer): string {
  return answer.allowed
    ? `yes: ${answer.policies.toSorted().join(', ')}`
    : `no: ${answer.denials
        .map(({ policy }) => policy)
        .toSorted()
        .join(', ')}`;
}

/** One question for everything that policies can tell apart: they see what the schema declares and no more. */
export function toldApart(
  questions: readonly PowerQuestion[],
  { shapes }: PowerPolicies,
): ReadonlyMap<string, PowerQuestion> {
  const distinct = new Map<string, PowerQuestion>();
  for (const question of questions) distinct.set(seen(question, shapes), question);
  return distinct;
}

/** The answers to questions, in their order; what policies cannot tell apart is asked once. */
export function answersTo(
  questions: readonly PowerQuestion[],
  policies: PowerPolicies,
): readonly PowerAnswer[] {
  const check = cedarPowerCheck(policies);
  const known = new Map<string, PowerAnswer>();
  return questions.map((question) => {
    const key = seen(question, policies.shapes);
    const answer = known.get(key) ?? check(question);
    known.set(key, answer);
    return answer;
  });
}

function seen(question: PowerQuestion, shapes: PowerPolicies['shapes']): string {
  const shape = shapes.get(question.action)?.context ?? [];
  return `${question.action} ${JSON.stringify(policyContext(question, shape))}`;
}
