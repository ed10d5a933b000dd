import type { Definition } from '../law/definition.js';
import { guardedTarget } from '../law/states.js';
import type { Step } from './compiled-procedure.js';
import { activeStates, roundsIn } from './state-paths.js';

type StateValue = Step['value'];

/** Where in its chart a case can be, with all that exploration asks of it again and again. */
export interface Place {
  readonly index: number;
  readonly value: StateValue;
  readonly ended: boolean;
  /** Paths of the active states that listen, by event. */
  readonly listening: ReadonlyMap<string, readonly string[]>;
  /** Events on which it moves by its automatic transitions at most: whoever listens stays. */
  readonly staying: ReadonlySet<string>;
  /** Active states with automatic transitions, and the guards of these. */
  readonly automatic: readonly { readonly path: string; readonly guards: readonly (string | undefined)[] }[];
  readonly clocks: readonly string[];
  /** Rounds of signatures that are open. */
  readonly rounds: ReadonlySet<string>;
}

/** How a part of the chart stands after it has moved. */
export interface PartMove {
  readonly path: string;
  readonly value: StateValue;
}

/** One object for each place, however its value came about. */
export class Places {
  private readonly byText = new Map<string, Place>();
  private readonly byStates = new Map<string, Place>();
  private readonly texts = new Map<Place, Map<readonly string[], string>>();
  private readonly moves = new Map<Place, Map<readonly PartMove[], Place>>();

  constructor(private readonly definition: Definition) {}

  at(value: StateValue): Place {
    const text = JSON.stringify(value);
    const known = this.byText.get(text);
    if (known) return known;
    const active = activeStates(this.definition, value);
    // The same states may be written in another order.
    const key = active.map(({ path }) => path).join(' ');
    const place = this.byStates.get(key) ?? this.described(value, active);
    this.byStates.set(key, place);
    this.byText.set(text, place);
    return place;
  }

  /** How parts of the chart stand, as text. */
  textAt(place: Place, parts: readonly string[]): string {
    const texts = this.texts.get(place) ?? new Map<readonly string[], string>();
    this.texts.set(place, texts);
    const text =
      texts.get(parts) ??
      parts.map((path) => `${path} ${JSON.stringify(valueAt(place.value, path))}`).join(' ');
    texts.set(parts, text);
    return text;
  }

  /** The place where everything is as in another but what stands in these parts. */
  moved(place: Place, moves: readonly PartMove[]): Place {
    const places = this.moves.get(place) ?? new Map<readonly PartMove[], Place>();
    this.moves.set(place, places);
    const known = places.get(moves);
    if (known) return known;
    let { value } = place;
    for (const move of moves) value = withPart(value, move.path.split('.'), move.value);
    const to = this.at(value);
    places.set(moves, to);
    return to;
  }

  private described(value: StateValue, active: ReturnType<typeof activeStates>): Place {
    const listening = new Map<string, string[]>();
    const staying = new Set<string>();
    const moving = new Set<string>();
    for (const { path, state } of active) {
      for (const [event, to] of Object.entries(state.on ?? {})) {
        listening.set(event, [...(listening.get(event) ?? []), path]);
        (to === 'stay' ? staying : moving).add(event);
      }
    }
    return {
      index: this.byStates.size,
      value,
      ended: active.length === 1 && active[0]?.state.type === 'final',
      listening,
      staying: new Set([...staying].filter((event) => !moving.has(event))),
      automatic: active.flatMap(({ path, state }) =>
        state.always ? [{ path, guards: state.always.map((to) => guardedTarget(to).when) }] : [],
      ),
      clocks: active.flatMap(({ state }) => state.clocks ?? []),
      rounds: roundsIn(this.definition, value),
    };
  }
}

/** What stands below a path in a state value; undefined: nothing. */
export function valueAt(value: StateValue, path: string): StateValue | undefined {
  let inner: StateValue | undefined = value;
  for (const name of path.split('.')) {
    if (typeof inner !== 'object') return undefined;
    inner = inner[name];
  }
  return inner;
}

function withPart(value: StateValue, [name, ...below]: readonly string[], part: StateValue): StateValue {
  if (name === undefined) return part;
  const regions = typeof value === 'object' ? value : {};
  return { ...regions, [name]: withPart(regions[name] ?? {}, below, part) };
}
