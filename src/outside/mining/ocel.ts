import type { MinedCase, MinedEvent, ObjectRef, ObjectType } from '../../engine/mining/event-log.js';

/** OCEL 2.0 in its JSON form. */
export interface Ocel {
  readonly eventTypes: readonly OcelType[];
  readonly objectTypes: readonly OcelType[];
  readonly events: readonly OcelEvent[];
  readonly objects: readonly OcelObject[];
}

export interface OcelType {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: 'string' }[];
}

export interface OcelEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly relationships: readonly OcelRelation[];
}

export interface OcelObject {
  readonly id: string;
  readonly type: string;
  readonly attributes: readonly { readonly name: string; readonly value: string; readonly time: string }[];
  readonly relationships: readonly OcelRelation[];
}

export interface OcelRelation {
  readonly objectId: string;
  readonly qualifier: string;
}

/** Attributes of every event beside our own ones. */
const STANDARD = ['lifecycle', 'resource', 'role', 'group'] as const;
const CASE_ATTRIBUTES = ['procedure', 'title', 'definition', 'unit', 'outcome'] as const;

/** Object types whose objects belong to one case. */
const WITHIN_A_CASE: ReadonlySet<ObjectType> = new Set(['task', 'material', 'opinion', 'document', 'clock']);

/**
 * A log as OCEL 2.0: an event may be about several objects, so that a meeting decides several cases and a case may be
 * about others, which XES flattens. Objects of different types never share an id.
 */
export function ocelOf(cases: Iterable<MinedCase>): Ocel {
  const draft = new OcelDraft();
  for (const mined of cases) draft.add(mined);
  return draft.done();
}

class OcelDraft {
  private readonly attributesOf = new Map<string, Set<string>>();
  private readonly objects = new Map<string, OcelObject>();
  private readonly events: OcelEvent[] = [];

  add(mined: MinedCase): void {
    const opened = mined.events[0]?.at ?? '';
    this.putCase(mined, opened);
    for (const event of mined.events) {
      for (const object of event.objects) this.putObject(mined.id, object);
      this.events.push(this.ocelEvent(event));
    }
  }

  done(): Ocel {
    const objects = [...this.objects.values()];
    const types = [...new Set(objects.map(({ type }) => type))].toSorted();
    return {
      eventTypes: [...this.attributesOf]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, attributes]) => ocelType(name, [...attributes])),
      objectTypes: types.map((type) => ocelType(type, type === 'case' ? CASE_ATTRIBUTES : [])),
      events: this.events,
      objects,
    };
  }

  private putCase({ id, ...mined }: MinedCase, time: string): void {
    const attributes = CASE_ATTRIBUTES.flatMap((name) => {
      const value = mined[name];
      return value === undefined ? [] : [{ name, value, time }];
    });
    const known = this.objects.get(objectId({ type: 'case', id }));
    this.objects.set(objectId({ type: 'case', id }), {
      ...{ id: objectId({ type: 'case', id }), type: 'case', attributes },
      relationships: known?.relationships ?? [],
    });
  }

  private putObject(caseId: string, object: ObjectRef): void {
    const id = objectId(object);
    if (this.objects.has(id)) return;
    const belongs = WITHIN_A_CASE.has(object.type);
    const relationships = belongs
      ? [{ objectId: objectId({ type: 'case', id: caseId }), qualifier: 'of' }]
      : [];
    this.objects.set(id, { id, type: object.type, attributes: [], relationships });
  }

  private ocelEvent({ id, name, at, lifecycle, resource, role, group, own, objects }: MinedEvent): OcelEvent {
    const standard = { lifecycle, resource, role, group };
    const said = [...STANDARD.map((key) => [key, standard[key]] as const), ...Object.entries(own)];
    const attributes = said.flatMap(([key, value]) => (value === undefined ? [] : [{ name: key, value }]));
    const known = this.attributesOf.get(name) ?? new Set<string>();
    for (const attribute of attributes) known.add(attribute.name);
    this.attributesOf.set(name, known);
    const relationships = objects.map((object) => ({
      objectId: objectId(object),
      qualifier: object.qualifier,
    }));
    return { id, type: name, time: at, attributes, relationships };
  }
}

function objectId({ type, id }: Pick<ObjectRef, 'type' | 'id'>): string {
  return `${type}/${id}`;
}

function ocelType(name: string, attributes: readonly string[]): OcelType {
  return { name, attributes: attributes.map((attribute) => ({ name: attribute, type: 'string' })) };
}

/** The JSON file, with a newline at its end. */
export function writeOcelJson(cases: Iterable<MinedCase>): string {
  return `${JSON.stringify(ocelOf(cases))}\n`;
}
