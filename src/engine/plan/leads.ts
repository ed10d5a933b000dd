import type { ActDefinition, Definition } from '../law/definition.js';
import { namesIn } from './possible-values.js';

/** A minimum time before an appointed day. */
export interface Lead {
  /** Name of its clock. */
  readonly lead: string;
  /** The act that must come so long before. Absent: the act that appoints the day. */
  readonly by?: string;
}

/** The leads that a day named in an input has to leave: of the act itself, and of acts that look at the day it records. */
export function leadsTo({ acts }: Definition, act: ActDefinition, input: string): readonly Lead[] {
  const own = leadsOn(act, `input.${input}`).map((lead) => ({ lead }));
  const milestones = recordedAs(act, input);
  const others = Object.entries(acts).flatMap(([by, other]) =>
    milestones.flatMap((milestone) => leadsOn(other, `days.${milestone}`).map((lead) => ({ lead, by }))),
  );
  return [...own, ...others];
}

function leadsOn({ requires = [] }: ActDefinition, day: string): readonly string[] {
  return requires.flatMap(({ lead, on }) =>
    lead !== undefined && on !== undefined && namesIn(on).includes(day) ? [lead] : [],
  );
}

function recordedAs({ records }: ActDefinition, input: string): readonly string[] {
  if (typeof records !== 'object' || Array.isArray(records)) return [];
  return Object.entries(records).flatMap(([milestone, source]) =>
    String(source).trim() === `input.${input}` ? [milestone] : [],
  );
}
