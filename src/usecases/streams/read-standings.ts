import type { Unmet } from '../../engine/case/refusal.js';
import {
  noStanding,
  standingFields,
  type SeenStream,
  type StandingField,
  type StreamDefinition,
} from '../../engine/law/stream-definition.js';
import { unmetToBegin } from '../../engine/streams/stream-power.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { knownCase } from '../reading/known-case.js';

/** What goes on beside a case under one name of its definition, and how it stands. */
export interface CaseStream {
  readonly name: string;
  readonly definition: StreamDefinition;
  readonly fields: Readonly<Record<string, StandingField>>;
  /** Every field of the kind; those of what has not begun are 0, false and null. */
  readonly standing: SeenStream['standing'];
  /** Absent: it has not begun. */
  readonly seen?: SeenStream;
  /** What is not yet as it must be before it may begin, or the case be on an agenda. */
  readonly unmet: readonly Unmet[];
}

/** Everything that goes on beside a case. Undefined: no case that he may know of. */
export function readStandings(
  ports: Ports,
): (caseId: string, by: Asker) => Promise<readonly CaseStream[] | undefined> {
  return async (caseId, by) => {
    const found = await knownCase(ports, caseId, by);
    if (!found) return undefined;
    const { procedure, state, context } = found;
    const { world } = context;
    const { streams = {} } = procedure.definition;
    return Object.entries(streams).map(([name, definition]) => {
      const seen = world.streams?.[name];
      const who = { person: by.person, post: [definition.by].flat()[0] ?? '' };
      return {
        ...{ name, definition, fields: standingFields(definition.kind) },
        standing: { ...noStanding(definition.kind), ...seen?.standing },
        ...(seen && { seen }),
        unmet: unmetToBegin(procedure.definition, definition, who, { state, world }),
      };
    });
  };
}
