import { guardScope } from '../../engine/case/feel-scope.js';
import { neededMaterials, placeReceived } from '../../engine/case/materials/list-materials.js';
import type {
  MaterialStanding,
  MaterialState,
  MaterialVersion,
} from '../../engine/case/materials/material-state.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { basisList } from '../../engine/case/basis-list.js';
import type { Instant } from '../../engine/clock/time.js';
import type { Definition, Text } from '../../engine/law/definition.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { Queries } from '../queries.js';
import { knownCase, placeOf } from '../reading/known-case.js';
import { maskWithin } from '../reading/mask.js';
import { isParty } from '../reading/may-read.js';
import type { MaterialPorts, MaterialRecord } from './material-ports.js';

/** The checklist of materials 材料清单 of a case, as one person may see it. */
export interface Checklist {
  readonly rows: readonly ChecklistRow[];
  readonly counts: Readonly<Record<MaterialStanding, number>>;
  /** What the acts have established in law: the fact `materials.missing`, where the procedure has it. */
  readonly missingInLaw?: number;
  readonly version: number;
}

export interface ChecklistRow {
  readonly id: string;
  /** Of a row of the definition, else what the list received called it. Absent: nobody asked for it. */
  readonly title?: Text;
  readonly basis: readonly string[];
  readonly forms: readonly string[];
  readonly standing: MaterialStanding;
  /** 免交: the provision. */
  readonly waivedBy?: string;
  /** Why it was last judged or waived as it was. */
  readonly reason?: string;
  readonly versions: readonly ChecklistVersion[];
}

export interface ChecklistVersion extends MaterialVersion {
  /** Personal; masked for whoever is not party. Absent: erased. */
  readonly name?: string;
  /** 共享: from which authority or register. */
  readonly sharedFrom?: string;
  readonly filed: Handled;
  /** Who opened it, oldest first; the latest ones of the case. */
  readonly openings: readonly Handled[];
}

/** Who did it, and when. */
export interface Handled {
  readonly person: string;
  /** Of officers. */
  readonly name?: string;
  readonly post?: string;
  readonly at: Instant;
}

/** Openings that a checklist shows at most. */
const OPENINGS = 500;

/** The checklist. Undefined: no such case, or none that he may know of. */
export function listMaterials(
  ports: Ports,
  { reads }: Pick<MaterialPorts, 'reads'>,
  queries: Pick<Queries, 'case'>,
): (caseId: string, by: Asker) => Promise<Checklist | undefined> {
  return async (caseId, by) => {
    const found = await knownCase(ports, caseId, by);
    if (!found) return undefined;
    const [history, received, row] = await Promise.all([
      reads.history(caseId, OPENINGS),
      reads.receivedNames(caseId),
      queries.case(caseId),
    ]);
    const { procedure, state, version } = found;
    const masked = (name: string): string =>
      isParty(placeOf(found)) ? name : maskWithin(name, row ? [row.applicantName] : []);
    const officers = await officerNames(ports, history);
    const source = { history, received, masked, officers };
    const rows = rowsOf(procedure.definition, state).map(([id, at]) =>
      rowOf(procedure.definition, source, id, at),
    );
    const missing = state.facts['materials.missing'];
    return {
      rows,
      counts: countsOf(rows),
      ...(typeof missing === 'number' && { missingInLaw: missing }),
      version,
    };
  };
}

interface Source {
  readonly history: readonly MaterialRecord[];
  readonly received: readonly string[];
  readonly masked: (name: string) => string;
  readonly officers: ReadonlyMap<string, string>;
}

const NOTHING: MaterialState = { standing: 'missing', versions: [] };

/** Rows of the definition that are needed or were dealt with, then what else was received, then what nobody asked for. */
function rowsOf(definition: Definition, state: CaseState): readonly (readonly [string, MaterialState])[] {
  const { materials = {} } = state;
  const needed = new Set(neededMaterials(definition, guardScope(definition, state)).map(([id]) => id));
  const declared = Object.keys(definition.materials ?? {}).filter(
    (id) => needed.has(id) || Object.hasOwn(materials, id),
  );
  const others = Object.keys(materials).filter((id) => !declared.includes(id));
  const ordered = others.toSorted(byPlace);
  return [...declared, ...ordered].map((id) => [id, materials[id] ?? NOTHING]);
}

/** received-2 before received-10 before extra-1. */
function byPlace(a: string, b: string): number {
  const rank = (id: string): number => (id.startsWith('received-') ? 0 : 1);
  const place = (id: string): number => Number(id.slice(id.indexOf('-') + 1));
  return rank(a) - rank(b) || place(a) - place(b);
}

function rowOf(definition: Definition, source: Source, id: string, state: MaterialState): ChecklistRow {
  const declared = definition.materials?.[state.item ?? id];
  const place = placeReceived(id);
  const received = place === undefined ? undefined : source.received[place];
  const title = declared?.title ?? (received === undefined ? undefined : source.masked(received));
  const reason = reasonOf(source.history, id);
  return {
    id,
    ...(title !== undefined && { title }),
    basis: basisList(declared?.basis),
    forms: declared?.form ?? [],
    standing: state.standing,
    ...(state.basis !== undefined && { waivedBy: state.basis }),
    ...(reason !== undefined && { reason }),
    versions: versionsOf(source, id, state),
  };
}

/** What was said when it was last judged or waived, unless a newer version came since. */
function reasonOf(history: readonly MaterialRecord[], id: string): string | undefined {
  const last = history.findLast(
    ({ change }) => 'id' in change && change.id === id && change.did !== 'opened',
  );
  const reason = last?.parts['reason'];
  return typeof reason === 'string' ? reason : undefined;
}

function versionsOf(
  { history, masked, officers }: Source,
  id: string,
  { versions }: MaterialState,
): readonly ChecklistVersion[] {
  const filings = history.filter(({ change }) => change.did === 'filed' && change.id === id);
  return versions.flatMap((version, n): readonly ChecklistVersion[] => {
    const filing = filings[n];
    if (!filing) return [];
    const { file, from } = filing.parts;
    const openings = history.filter(
      ({ change }) => change.did === 'opened' && change.id === id && change.sha256 === version.sha256,
    );
    return [
      {
        ...version,
        ...(typeof file === 'string' && { name: masked(file) }),
        ...(typeof from === 'string' && { sharedFrom: from }),
        filed: handled(filing, officers),
        openings: openings.map((one) => handled(one, officers)),
      },
    ];
  });
}

function handled({ person, post, recordedAt }: MaterialRecord, officers: Source['officers']): Handled {
  const name = person === null ? undefined : officers.get(person);
  return {
    person: person ?? '',
    ...(name !== undefined && { name }),
    ...(post !== null && { post }),
    at: recordedAt,
  };
}

/** Names of those who are officers or experts; what a member of the public is called is his own. */
async function officerNames(
  { directory }: Pick<Ports, 'directory'>,
  history: readonly MaterialRecord[],
): Promise<ReadonlyMap<string, string>> {
  const persons = [...new Set(history.flatMap(({ person }) => person ?? []))];
  const known = await Promise.all(persons.map((person) => directory.person(person)));
  return new Map(known.flatMap((one) => (one && one.kind !== 'public' ? [[one.person, one.name]] : [])));
}

function countsOf(rows: readonly ChecklistRow[]): Checklist['counts'] {
  const counts = { missing: 0, filed: 0, sound: 0, defective: 0, waived: 0 };
  for (const { standing } of rows) counts[standing] += 1;
  return counts;
}
