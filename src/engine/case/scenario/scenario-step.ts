import type { CivilDate } from '../../clock/time.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { ComposedDocument } from '../documents/composed-document.js';
import type { StreamStanding } from '../../law/stream-definition.js';
import type { Refusal } from '../refusal.js';

/** A worked case with dates, as written in `scenarios/*.yaml`. */
export interface Scenario {
  readonly scenario: string;
  readonly title: string;
  readonly articles: readonly string[];
  /** Knowledge day of the calendar; the caller picks the calendar by it. */
  readonly knownAt?: CivilDate;
  /** What the application is about, as documents have it. Default: the title. */
  readonly subject?: string;
  /** By the name that steps use: their posts, and what they are called in documents. */
  readonly people?: Readonly<Record<string, { readonly posts?: readonly string[]; readonly name?: string }>>;
  /** Place of the procedure in the library: `overlays/golmud/major-decision`. Default: the one beside the scenarios. */
  readonly procedure?: string;
  /** Where the worked case is of several: each by the name that steps use. Default: one case. */
  readonly cases?: Readonly<Record<string, ScenarioCase>>;
  readonly steps: readonly ScenarioStep[];
}

/** One of several cases in a worked case. */
export interface ScenarioCase {
  /** Place of its procedure in the library. Default: the procedure of the worked case. */
  readonly procedure?: string;
  /** The other cases that it is about, by relation of its procedure: what its opening act names. */
  readonly related?: Readonly<Record<string, readonly string[]>>;
}

/** One step of a worked case: a day on which somebody acts, or on which only the calendar moves. */
export interface ScenarioStep {
  readonly on: CivilDate;
  /** Which of the cases. Default: the first. */
  readonly case?: string;
  /** Local time `HH:mm`; noon when absent. */
  readonly at?: string;
  readonly by?: string;
  readonly act?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  /** Instead of an act: the document of this name, ordered before, is issued. */
  readonly issue?: string;
  /** Instead of an act: a document is served. */
  readonly serve?: ScenarioService;
  /** Answers to what the fields of the document ask. */
  readonly ask?: Readonly<Record<string, unknown>>;
  readonly parties?: Readonly<Record<string, readonly string[]>>;
  /** How what goes on beside the case stands from this step on, by stream: the fields that have changed. */
  readonly streams?: Readonly<Record<string, StreamStanding>>;
  /** Who is named to sign in the rounds that the act begins. */
  readonly signers?: Readonly<Record<string, readonly string[]>>;
  readonly occurredOn?: CivilDate;
  readonly expect?: Readonly<Record<string, unknown>>;
  readonly refused?: Readonly<Record<string, unknown>>;
  readonly note?: string;
}

/** What one step did, for comparison and for a printed timeline. */
export interface StepOutcome {
  readonly step: ScenarioStep;
  readonly lapses: readonly CaseEvent[];
  readonly event?: CaseEvent;
  /** The provisions that the event rests on, and each of the lapses. */
  readonly basis?: readonly string[];
  readonly lapsesBasis?: readonly (readonly string[])[];
  readonly refusal?: Refusal;
  /** The document that the step issued. */
  readonly issued?: ComposedDocument;
  readonly state: CaseState | null;
}

/** A service 送达 in a worked case. */
export interface ScenarioService {
  /** Name of the document: the oldest of that name that has not been served. */
  readonly document: string;
  /** Default: personal service. */
  readonly mode?: string;
  readonly to?: string;
  /** Day of the act of service. Default: the day of the step. */
  readonly on?: CivilDate;
  /** Default: what personal service wants told. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly failed?: true;
}
