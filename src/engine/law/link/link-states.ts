import type { Instance } from './link-instance.js';
import type { Problem } from '../problem.js';
import type { ProcedureSource, SourceState } from '../source-definition.js';
import { problemAt, type SourceMap } from '../source-map.js';
import { suggest } from '../suggest.js';

/** Keys that may stand beside `use`; the rest of the state is the fragment's. */
const BESIDE_USE: ReadonlySet<string> = new Set(['use', 'title', 'basis', 'on', 'onDone']);

/** Puts the charts of fragments where the states say `use`. */
export function linkStates(
  procedure: ProcedureSource,
  instances: ReadonlyMap<string, Instance>,
  source: SourceMap,
): { readonly states: unknown; readonly problems: readonly Problem[] } {
  const linker = new StateLinker(instances, source);
  const { initial, ...states } = procedure.states;
  const linked: Record<string, unknown> = { initial };
  for (const [name, state] of Object.entries(states)) {
    linked[name] = linker.link(state as SourceState, `/states/${name}`, name);
  }
  for (const name of Object.keys(procedure.use ?? {})) linker.expectEmbedded(name);
  return { states: linked, problems: linker.problems };
}

class StateLinker {
  readonly problems: Problem[] = [];
  private readonly embedded = new Set<string>();

  constructor(
    private readonly instances: ReadonlyMap<string, Instance>,
    private readonly source: SourceMap,
  ) {}

  /** `path`: JSON pointer. `dotted`: absolute path of the state. */
  link(state: SourceState, path: string, dotted: string): unknown {
    if (state.use !== undefined) return this.embed(state, state.use, path, dotted);
    if (state.states === undefined) return state;
    const states = Object.entries(state.states).map(([name, child]) => [
      name,
      this.link(child, `${path}/states/${name}`, `${dotted}.${name}`),
    ]);
    return { ...state, states: Object.fromEntries(states) };
  }

  expectEmbedded(name: string): void {
    if (this.embedded.has(name) || !this.instances.get(name)?.fragment.content.state) return;
    const message = `the fragment instance "${name}" stands in no state; write "use: ${name}" in the state where it belongs`;
    this.report('instance-not-embedded', `/use/${name}`, message, { atKey: true });
  }

  private embed(state: SourceState, name: string, path: string, dotted: string): unknown {
    const instance = this.instances.get(name);
    if (!instance) {
      const message = `"${name}" is not a fragment instance; declare it at the top under "use"`;
      this.report('unknown-instance', `${path}/use`, message, {
        suggestion: suggest(name, this.instances.keys()),
      });
      return state;
    }
    if (!instance.fragment.content.state) {
      const message = `the fragment of "${name}" has no chart; it only declares things and stands in no state`;
      this.report('fragment-without-chart', `${path}/use`, message, {});
      return state;
    }
    this.embedded.add(name);
    for (const key of Object.keys(state)) {
      if (BESIDE_USE.has(key)) continue;
      const message = `"${key}" cannot stand beside "use": only title, basis, on and onDone can`;
      this.report('beside-use', `${path}/${key}`, message, { atKey: true });
    }
    return this.merge(state, instance, path, dotted);
  }

  private merge(state: SourceState, instance: Instance, path: string, dotted: string): unknown {
    const place = (text: string): string => instance.substituteText(text.replace(/^#self\b/, `#${dotted}`));
    const chart = substituteChart(instance.fragment.content.state, place) as SourceState;
    this.source.graft(instance.fragment.source, '/state', path, place);
    const { use: _use, on, ...over } = state;
    return { ...chart, ...over, ...(chart.on || on ? { on: { ...chart.on, ...on } } : {}) };
  }

  private report(
    code: string,
    path: string,
    message: string,
    extra: { readonly suggestion?: string | undefined; readonly atKey?: boolean },
  ): void {
    this.problems.push(problemAt(this.source, { code, path, message, ...extra }));
  }
}

function substituteChart(value: unknown, place: (text: string) => string): unknown {
  if (typeof value === 'string') return place(value);
  if (Array.isArray(value)) return value.map((entry) => substituteChart(entry, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [place(key), substituteChart(entry, place)]),
  );
}
