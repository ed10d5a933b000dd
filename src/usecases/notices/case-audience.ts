import type { CaseState, TaskState } from '../../engine/case/case-state.js';
import { today } from '../../engine/case/world.js';
import { holdersOf } from '../../engine/organisation/holders.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { caseStateOf, readContext, type ActContext } from '../cases/act-context.js';
import { procedureOf } from '../cases/case-on-hand.js';
import type { Ports, StreamHead } from '../ports.js';
import { actorFor, caseWorld, type Asker } from '../powers/power-facts.js';
import { mayRead } from '../reading/may-read.js';

/** The post whose holders watch over the cases that they serve. */
const SUPERVISOR = 'supervisor';

/** A case with the people around it, as it stands now. */
export interface CaseAudience {
  readonly caseId: string;
  readonly version: number;
  readonly state: CaseState;
  readonly procedure: CompiledProcedure;
  /** Who has an open task in hand: its holder, else who may hold it, if they are no more than `most`. */
  keepers(task: TaskState, most: number): readonly string[];
  supervisors(): readonly string[];
  /** Persons who are party to the case; in one post of it, or in any. */
  parties(post?: string): readonly string[];
  /** Of some persons those who may know of the case. */
  knowing(people: readonly string[]): Promise<readonly string[]>;
  /** What the case is to somebody: whether he may know of it, and whether he may have work to do in it. */
  standing(asker: Asker): Promise<{ readonly knows: boolean; readonly works: boolean }>;
}

/** The people around a case. Undefined: there is no such case. */
export async function caseAudience(ports: Ports, caseId: string): Promise<CaseAudience | undefined> {
  const head = await ports.ledger.head(caseId);
  if (!head || head.kind !== 'case') return undefined;
  return audienceOf(ports, head);
}

async function audienceOf(ports: Ports, head: StreamHead): Promise<CaseAudience> {
  const caseId = head.stream;
  const state = caseStateOf(head);
  const [procedure, outside] = await Promise.all([
    procedureOf(ports, head),
    readContext(ports, head.organisationVersion),
  ]);
  const context: ActContext = await caseWorld(ports, outside, caseId, state);
  const place = { unit: state.unit, procedure: state.procedure, caseId, on: today(context.world) };
  const holders = (post: string): readonly string[] => holdersOf(context.organisation.index, post, place);
  const { definition } = procedure;
  const working = new Set(Object.values(definition.acts).flatMap(({ by }) => by));
  const standing: CaseAudience['standing'] = async (asker) => {
    const actor = await actorFor(ports, context.organisation, asker, place);
    const knows = mayRead({ definition, state, actor, world: context.world });
    const inPost = actor.capacities.some(({ serves, post }) => serves && working.has(post));
    const named = [state.referred ?? [], ...Object.values(state.parties), ...Object.values(state.performers)];
    return { knows, works: knows && (inPost || named.flat().includes(asker.person)) };
  };
  return {
    ...{ caseId, version: head.version, state, procedure, standing },
    keepers: (task, most) => {
      if (task.holder) return [task.holder.person];
      const parties = state.parties[task.post];
      if (parties) return parties;
      const found = holders(task.post);
      return found.length <= most ? found : [];
    },
    supervisors: () => holders(SUPERVISOR),
    parties: (post) => [
      ...new Set(post === undefined ? Object.values(state.parties).flat() : (state.parties[post] ?? [])),
    ],
    knowing: async (people) => {
      const asked = [...new Set(people)].map(async (person) => ({
        person,
        knows: (await standing({ person, scopes: null, signIn: 'bearer' })).knows,
      }));
      return (await Promise.all(asked)).filter(({ knows }) => knows).map(({ person }) => person);
    },
  };
}
