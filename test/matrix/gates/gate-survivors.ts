import { loadProcedureFile } from '../../../src/cli/law-files.js';
import type { Definition } from '../../../src/engine/law/definition.js';
import { scanFeel } from '../../../src/engine/law/feel/feel-reads.js';
import { Subject } from '../../../src/engine/law/lint/subject.js';
import { compileProcedure } from '../../../src/engine/statechart/compile.js';
import { explore, type Exploration } from '../../../src/engine/statechart/explore.js';
import { lapsesWithoutConsequence } from '../../../src/engine/statechart/lapses.js';
import { prove } from '../../../src/engine/statechart/prove.js';
import { shortestArrivals } from '../../../src/engine/statechart/shortest-paths.js';
import { violationsIn } from '../../../src/engine/statechart/violations.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import type { Mutant } from './gate-mutants.js';

/** Procedures of which every gate is let fall. */
export const PROCEDURES = ['administrative-licence', 'major-decision', 'normative-document'] as const;

const DIGEST = { sha256: '', sm3: '' };

/** A definition from its file, linted and not proved. */
export function load(path: string): Definition {
  const loaded = loadProcedureFile(path, 'workflows/fragments', nodeHash, { prove: false });
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return loaded.compiled.definition;
}

/** A procedure as it ships. */
export function shipped(name: (typeof PROCEDURES)[number]): Definition {
  return load(`workflows/national/${name}/procedure.yaml`);
}

/** What publication says of a mutant: every error with a path in words. */
export function refusals(definition: Definition): readonly string[] {
  return prove(definition)
    .findings.filter(({ severity }) => severity !== 'warning')
    .map(({ message }) => message)
    .filter((message) => message.includes(' → '));
}

const explorations = new Map<Definition, Exploration>();

/** Where a definition can go, whatever facts say, explored once: one shortest way to each place and to each event. */
function paths(definition: Definition): Exploration {
  const known = explorations.get(definition);
  if (known) return known;
  const all = explore(definition, [], 8000);
  const first = new Map(all.passages.toReversed().map((passage) => [passage.event, passage]));
  const ways = new Set([...shortestArrivals(all), ...first.values()]);
  const exploration = { ...all, passages: all.passages.filter((passage) => ways.has(passage)) };
  explorations.set(definition, exploration);
  return exploration;
}

/** What publication says of a mutant on the paths of the definition that it was made of; empty: nothing. */
function said({ definition }: Mutant, original: Definition): readonly string[] {
  const all = Object.entries(definition.properties ?? {});
  // States that must come before others say nothing of requirements, and are the costly ones.
  const properties = Object.fromEntries(all.filter(([, property]) => !('never' in property)));
  const changed = { ...definition, properties };
  const exploration = { ...paths(original), procedure: compileProcedure(changed, DIGEST) };
  const around = [...violationsIn(exploration)]
    .filter(([, { path, though }]) => path.length > 0 && though !== undefined)
    .map(([name]) => name);
  const lapses = lapsesWithoutConsequence(
    new Subject(changed),
    exploration,
    shortestArrivals(exploration),
  ).map(({ message }) => message);
  return [...around, ...lapses.filter((message) => message.includes(' → '))];
}

/** What a new proof says of a mutant, of the properties that read the same facts. */
function provedAnew({ definition, reads = '' }: Mutant): readonly string[] {
  const facts = (source: string): readonly string[] =>
    scanFeel(source).reads.map(({ segments }) => segments.join('.'));
  const guard = facts(reads);
  const properties = Object.fromEntries(
    Object.entries(definition.properties ?? {}).filter(
      ([, one]) => 'never' in one && facts(one.unless ?? 'true').some((fact) => guard.includes(fact)),
    ),
  );
  return refusals({ ...definition, properties });
}

/** What falls without a change, and why. */
const SAME: Readonly<Record<string, string>> = {
  'acts classify without input.partyConsent != null':
    'the national rule asks for the consent wherever there is a catalogue, and the local one for the catalogue',
};

/**
 * The mutants that nothing was said of. It is a quick look and no proof: what is found on paths along which no facts are
 * followed, publication, which follows some, could still find to be impossible. So a sample is proved as publication proves
 * it: `refusals`.
 */
export function survivors(mutants: readonly Mutant[], original: Definition): readonly string[] {
  return mutants
    .filter(({ name }) => !Object.hasOwn(SAME, name))
    .filter((mutant) => said(mutant, original).length === 0 && provedAnew(mutant).length === 0)
    .map(({ name }) => name);
}
