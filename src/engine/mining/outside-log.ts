import type { Definition, Text } from '../law/definition.js';
import type { CivilDate } from '../clock/time.js';

/** A log that somebody else's system wrote, read as far as it makes sense. */
export interface OutsideLog {
  readonly cases: readonly OutsideCase[];
  /** What could not be read, in sentences: nothing is dropped silently. */
  readonly remarks: readonly string[];
}

export interface OutsideCase {
  readonly id: string;
  /** In the order of the file. Times in such logs are often bare midnight and sometimes run backwards. */
  readonly events: readonly OutsideEvent[];
}

export interface OutsideEvent {
  /** 1-based number in the case. */
  readonly n: number;
  readonly name: string;
  readonly lifecycle?: string;
  /** The day in the authority's zone; absent where the log has no time that can be read. */
  readonly on?: CivilDate;
  readonly resource?: string;
}

/** What activities of a log are called in the procedure: act by activity. An empty text: to be left out. */
export type ActivityMapping = Readonly<Record<string, string>>;

/** Finds the act that an activity of an outside log means. */
export class Activities {
  private readonly acts = new Map<string, string>();

  /** @param mapping comes first; what it does not name is found by the act's id, its event and its titles */
  constructor(
    definition: Definition,
    private readonly mapping: ActivityMapping = {},
  ) {
    for (const [name, act] of Object.entries(definition.acts)) {
      for (const word of [name, act.event, ...titles(act.title)]) {
        const key = plain(word);
        // A word that two acts bear means neither.
        this.acts.set(key, this.acts.has(key) && this.acts.get(key) !== name ? '' : name);
      }
    }
  }

  /** The act; null for what is to be left out; undefined for what nobody here knows. */
  actOf(activity: string): string | null | undefined {
    const mapped = Object.hasOwn(this.mapping, activity) ? this.mapping[activity] : undefined;
    if (mapped !== undefined) return mapped === '' ? null : mapped;
    return this.acts.get(plain(activity)) || undefined;
  }
}

/** Names in a mapping that are no acts of the procedure. */
export function unknownActs(definition: Definition, mapping: ActivityMapping): readonly string[] {
  return [...new Set(Object.values(mapping))].filter(
    (act) => act !== '' && !Object.hasOwn(definition.acts, act),
  );
}

function titles(title: Text): readonly string[] {
  return typeof title === 'string' ? [title] : [title.zh, ...(title.en === undefined ? [] : [title.en])];
}

function plain(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase();
}
