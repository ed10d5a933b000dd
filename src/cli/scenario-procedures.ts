import { dirname, join } from 'node:path';
import type { Hash } from '../engine/audit/record.js';
import type { Scenario } from '../engine/case/scenario/scenario.js';
import { problemLine } from '../engine/law/problem.js';
import type { CompiledProcedure } from '../engine/statechart/compiled-procedure.js';
import { loadProcedureFile } from './law-files.js';
import { placeIn } from './overlay-files.js';
import { UsageError } from './usage.js';

/** The procedures that worked cases are played under, each loaded once. */
export class ScenarioProcedures {
  private readonly loaded = new Map<string, CompiledProcedure>();

  constructor(
    private readonly fragments: string,
    private readonly hash: Hash,
  ) {}

  /**
   * The procedure of a worked case: the place in the library that it names, such as `overlays/golmud/major-decision`, or else
   * the `procedure.yaml` beside the folder in which it lies.
   *
   * @throws UsageError when the procedure is not there or not sound
   */
  of(file: string, { procedure }: Pick<Scenario, 'procedure'>): CompiledProcedure {
    const folder = dirname(dirname(file));
    return this.at(procedure === undefined ? join(folder, 'procedure.yaml') : placed(file, procedure));
  }

  /**
   * Those that its cases name beside it, by the place that they name.
   *
   * @throws UsageError as `of`
   */
  beside(file: string, { cases = {} }: Pick<Scenario, 'cases'>): Readonly<Record<string, CompiledProcedure>> {
    const places = Object.values(cases).flatMap(({ procedure }) =>
      procedure === undefined ? [] : [procedure],
    );
    return Object.fromEntries(places.map((place) => [place, this.at(placed(file, place))] as const));
  }

  private at(path: string): CompiledProcedure {
    const found = this.loaded.get(path);
    if (found) return found;
    const loaded = loadProcedureFile(path, this.fragments, this.hash, { prove: false });
    if (!loaded.ok) throw new UsageError(loaded.problems.map(problemLine).join('\n'));
    this.loaded.set(path, loaded.compiled);
    return loaded.compiled;
  }
}

/** Worked cases lie in `<library>/<national or overlays>/<name>/scenarios`. */
function placed(file: string, place: string): string {
  return placeIn(dirname(dirname(dirname(dirname(file)))), place);
}
