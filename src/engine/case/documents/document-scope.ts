import type { Calendar } from '../../clock/calendar.js';
import type { CivilDate } from '../../clock/time.js';
import { Defect } from '../../defect.js';
import type { Definition, DocumentDefinition, Text } from '../../law/definition.js';
import { fieldsFor, KNOWN_NAMES, PAPER_NAMES } from '../../law/document-names.js';
import { nestNames } from '../../law/feel/feel.js';
import { provisionLine } from '../../law/provision-text.js';
import type { SeenStream } from '../../law/stream-definition.js';
import type { CaseState } from '../case-state.js';
import { standings } from '../feel-scope.js';
import { clocksAsKnown, lapseBehind } from './clocks-as-known.js';
import type { DocumentState } from './document-state.js';
import type { RestrictedSource } from './restricted-fields.js';

/** What is known of a case beside its state, handed in by whoever composes: names and texts, kept apart from the state. */
export interface DocumentKnowledge {
  /** Every act done in the case, oldest first. */
  readonly acts: readonly PerformedAct[];
  readonly case: { readonly subject?: string; readonly receipt?: string; readonly number?: string };
  /** Names of the parties by party post. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly organ: OrganParticulars;
  /** Who issues it, and the title of his post. */
  readonly officer: { readonly name: string; readonly post: string };
  /** Values of the form by field. */
  readonly form?: Readonly<Record<string, unknown>>;
  /** The service that a proof of service 送达回证 is about. */
  readonly service?: Readonly<Record<string, unknown>>;
  /** What of all this must not be said: it is kept and not processed 限制处理. Absent: nothing. */
  readonly restricted?: readonly RestrictedSource[];
}

/** One act as it was done, with its whole input. */
export interface PerformedAct {
  readonly act: string;
  readonly on: CivilDate;
  /** Local date and time at which it was confirmed, `YYYY-MM-DDTHH:mm`. */
  readonly at: string;
  /** Name of the person. */
  readonly by: string;
  /** Title of the post in which he acted. */
  readonly post: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** How what goes on beside the case stood, of that which the act looked at. Absent: it looked at nothing. */
  readonly seen?: Readonly<Record<string, SeenStream>>;
}

/** The organ in whose name documents go out. */
export interface OrganParticulars {
  /** 机关全称. */
  readonly name: string;
  /** 机关代字. */
  readonly codeWord: string;
  readonly address?: string;
  readonly phone?: string;
  /** 行政复议机关. */
  readonly reconsideration?: string;
  /** 管辖法院. */
  readonly court?: string;
  readonly website?: string;
}

/** What is to be composed. */
export interface DocumentWish {
  /** Id of the ordered document in the case: `d1`. */
  readonly id: string;
  /** Answers to what its fields ask. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** 成文日期. */
  readonly on: CivilDate;
}

/** The ordered document with its definition. @throws Defect when the case has none of that id */
export function orderedDocument(
  definition: Definition,
  state: CaseState,
  id: string,
): { readonly order: DocumentState; readonly document: DocumentDefinition } {
  const order = state.documents?.[id];
  const document = order && definition.documents[order.document];
  if (!order || !document) throw new Defect(`the case has no document ${id}`);
  return { order, document };
}

/**
 * What the fields of a document may read (names as in `law/document-names.ts`): everything known of the case, null where
 * it is not known. `inputs` are those of the latest performance of each act; of the act that ordered the document, those of
 * that performance. `streams` stand as that act saw them: what a document says of them is on the act's record.
 */
export function documentScope(
  definition: Definition,
  state: CaseState,
  wish: DocumentWish,
  known: DocumentKnowledge,
  calendar: Calendar,
): Readonly<Record<string, unknown>> {
  const { order, document } = orderedDocument(definition, state, wish.id);
  const ordering = orderingAct(state, wish.id, known.acts);
  const acts = Object.keys(definition.acts);
  const performed = Object.fromEntries(acts.map((act) => [act, state.performed[act] ?? 0]));
  return {
    ...nestNames(withAbsent(Object.keys(definition.facts), state.facts)),
    days: nestNames(withAbsent(Object.keys(definition.milestones), state.milestones)),
    performed: nestNames(performed),
    clocks: clocksAsKnown(definition, state, calendar),
    inputs: nestNames(inputsOf(definition, known.acts, ordering)),
    done: nestNames(Object.fromEntries(acts.map((act) => [act, doneAs(definition, act, known.acts)]))),
    ask: withAbsent(askedOf(definition, document), wish.answers),
    names: nestNames(namesByPost(definition, known)),
    addressee: document.to === undefined ? null : namesOf(known, document.to),
    case: withAbsent(KNOWN_NAMES.case, known.case),
    organ: withAbsent(KNOWN_NAMES.organ, known.organ),
    officer: known.officer,
    ...(definition.streams && { streams: standings(definition, ordering?.seen ?? {}) }),
    papers: nestNames(papersOf(definition, state, wish.id)),
    order: orderAs(order, ordering),
    lapse: lapseBehind(definition, state, order) ?? withAbsent(KNOWN_NAMES.lapse, {}),
    document: {
      title: chinese(document.title),
      basis: provisionLine(document.basis, definition.law),
      to: document.to ?? null,
    },
    form: withAbsent(Object.keys(definition.form ?? {}), known.form ?? {}),
    service: known.service ?? {},
    today: wish.on,
  };
}

/** The Chinese of a text. */
export function chinese(text: Text): string {
  return typeof text === 'string' ? text : text.zh;
}

/** The names of a party as they stand in documents; null when nobody is known. */
export function namesOf({ names }: DocumentKnowledge, post: string): string | null {
  const known = names[post] ?? [];
  return known.length === 0 ? null : known.join('、');
}

/** The performance that ordered the document: of several on one day, in the order of the documents they ordered. */
function orderingAct(state: CaseState, id: string, acts: readonly PerformedAct[]): PerformedAct | undefined {
  const order = state.documents?.[id];
  if (order?.act === undefined) return undefined;
  const alike = Object.entries(state.documents ?? {}).filter(
    ([, other]) =>
      other.document === order.document && other.act === order.act && other.orderedOn === order.orderedOn,
  );
  const place = alike.findIndex(([other]) => other === id);
  return acts.filter(({ act, on }) => act === order.act && on === order.orderedOn)[place];
}

function inputsOf(
  definition: Definition,
  acts: readonly PerformedAct[],
  ordering: PerformedAct | undefined,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(definition.acts).flatMap(([act, { input }]) => {
      const latest = ordering?.act === act ? ordering : acts.findLast((one) => one.act === act);
      return Object.keys(input ?? {}).map((name) => [`${act}.${name}`, latest?.input[name] ?? null]);
    }),
  );
}

/** Every performance of an act, oldest first. */
function doneAs(definition: Definition, act: string, acts: readonly PerformedAct[]): readonly unknown[] {
  const declared = Object.keys(definition.acts[act]?.input ?? {});
  return acts
    .filter((one) => one.act === act)
    .map(({ on, at, by, post, input }) => ({ on, minute: at, by, post, input: withAbsent(declared, input) }));
}

function askedOf(definition: Definition, document: DocumentDefinition): readonly string[] {
  return Object.entries(fieldsFor(definition, document)).flatMap(([name, { ask }]) => (ask ? [name] : []));
}

function namesByPost(definition: Definition, known: DocumentKnowledge): Readonly<Record<string, unknown>> {
  const parties = Object.keys(definition.posts).filter((post) => definition.posts[post]?.kind === 'party');
  return Object.fromEntries(parties.map((post) => [post, namesOf(known, post)]));
}

/** The latest document of each kind, without the one that is being composed. */
function papersOf(definition: Definition, state: CaseState, id: string): Readonly<Record<string, unknown>> {
  const all = Object.entries(state.documents ?? {}).filter(([other]) => other !== id);
  return Object.fromEntries(
    Object.keys(definition.documents).map((name) => {
      const latest = all.findLast(([, { document }]) => document === name)?.[1];
      const { orderedOn, issued, servedOn } = latest ?? {};
      return [name, withAbsent(PAPER_NAMES, { orderedOn, servedOn, ...namedIssue(issued) })];
    }),
  );
}

function namedIssue(issued: DocumentState['issued']): object {
  return issued ? { number: issued.number, issuedOn: issued.on, sha256: issued.sha256 } : {};
}

function orderAs(
  order: DocumentState,
  ordering: PerformedAct | undefined,
): Readonly<Record<string, unknown>> {
  const { on, at, by, post } = ordering ?? {};
  const known = { act: order.act, on: on ?? order.orderedOn, minute: at, by, post };
  return withAbsent(KNOWN_NAMES.order, known);
}

function withAbsent(names: readonly string[], present: object): Record<string, unknown> {
  const values = present as Readonly<Record<string, unknown>>;
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}
