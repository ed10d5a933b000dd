import type { Definition } from '../definition.js';
import type { LibraryFragment } from './library-fragment.js';
import { linkInstance, type Instance } from './link-instance.js';
import { linkStates } from './link-states.js';
import type { Problem } from '../problem.js';
import { suggest } from '../suggest.js';
import type { ProcedureSource } from '../source-definition.js';
import { problemAt, SourceMap } from '../source-map.js';

/** A complete definition, with the place of every part in its files. */
export interface Linked {
  readonly definition: Definition;
  readonly source: SourceMap;
  readonly problems: readonly Problem[];
  /** A problem found in the linked definition, with its suggestion in the words of the file where it stands. */
  inWordsOfFile(problem: Problem): Problem;
}

const SECTIONS = ['posts', 'facts', 'milestones', 'clocks', 'documents', 'acts'] as const;

/** Sections that a definition has only where it or a fragment declares something in them. */
const OPTIONAL_SECTIONS = ['service', 'signings', 'streams', 'properties'] as const;

type Section = (typeof SECTIONS)[number] | (typeof OPTIONAL_SECTIONS)[number];

/**
 * Links fragments into a procedure. What a fragment declares gets the prefix `<instance>.` (it may be declared as `x` or
 * `self.x`); inside it `self.x` is its own name, `$parameter` what the procedure handed in, `#self.state` a state of its own chart. Laws are merged.
 */
export function linkProcedure(
  main: { readonly content: ProcedureSource; readonly source: SourceMap },
  library: ReadonlyMap<string, LibraryFragment>,
): Linked {
  const problems: Problem[] = [];
  const source = new SourceMap(main.source.key(''));
  source.graft(main.source, '', '');
  const { use, ...rest } = main.content;
  const definition: Record<string, unknown> = { ...rest, law: { ...rest.law } };
  for (const section of SECTIONS) definition[section] = { ...rest[section] };

  const instances = new Map<string, Instance>();
  for (const [name, wanted] of Object.entries(use ?? {})) {
    const fragment = library.get(wanted.fragment);
    if (!fragment) {
      const path = `/use/${name}/fragment`;
      const message = `there is no fragment "${wanted.fragment}"`;
      problems.push(
        problemAt(source, {
          code: 'unknown-fragment',
          path,
          message,
          suggestion: suggest(wanted.fragment, library.keys()),
        }),
      );
      continue;
    }
    const instance = linkInstance(name, wanted, fragment, main.content, source);
    problems.push(...instance.problems);
    instances.set(name, instance);
  }
  for (const instance of instances.values()) {
    problems.push(...mergeLaws(definition['law'] as Record<string, unknown>, instance, source));
    for (const section of SECTIONS) {
      problems.push(
        ...mergeSection(section, definition[section] as Record<string, unknown>, instance, source),
      );
    }
    for (const section of OPTIONAL_SECTIONS) {
      if (!instance.fragment.content[section]) continue;
      const into = { ...(definition[section] as Record<string, unknown> | undefined) };
      definition[section] = into;
      problems.push(...mergeSection(section, into, instance, source));
    }
  }
  const states = linkStates(main.content, instances, source);
  problems.push(...states.problems);
  definition['states'] = states.states;
  if (instances.size > 0) definition['linked'] = digestsOf(instances);
  return {
    definition: definition as unknown as Definition,
    source,
    problems,
    inWordsOfFile: (problem) => inWordsOfFile(problem, instances),
  };
}

/** Inside a fragment its own names are `self.x`. */
function inWordsOfFile(problem: Problem, instances: ReadonlyMap<string, Instance>): Problem {
  const { suggestion, file } = problem;
  if (suggestion === undefined) return problem;
  for (const { name, fragment } of instances.values()) {
    if (fragment.source.key('').file !== file) continue;
    return { ...problem, suggestion: suggestion.replaceAll(`${name}.`, 'self.') };
  }
  return problem;
}

function digestsOf(instances: ReadonlyMap<string, Instance>): Record<string, unknown> {
  return Object.fromEntries(
    [...instances].map(([name, { fragment }]) => [
      name,
      { fragment: fragment.content.fragment, digest: fragment.digest },
    ]),
  );
}

function mergeLaws(law: Record<string, unknown>, instance: Instance, source: SourceMap): Problem[] {
  const problems: Problem[] = [];
  for (const [name, cited] of Object.entries(instance.fragment.content.law)) {
    const path = `/law/${name}`;
    if (!Object.hasOwn(law, name)) {
      law[name] = cited;
      source.graft(instance.fragment.source, path, path);
    } else if (!sameLaw(law[name], cited)) {
      const message = `fragment "${instance.fragment.content.fragment}" means another text by "${name}"; cite the same law or use another abbreviation`;
      problems.push(problemAt(source, { code: 'law-conflict', path, message, atKey: true }));
    }
  }
  return problems;
}

/** Same title and same version; number and address may be given by one of them only. */
function sameLaw(a: unknown, b: unknown): boolean {
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return Object.keys(one).every((key) => other[key] === undefined || other[key] === one[key]);
}

function mergeSection(
  section: Section,
  into: Record<string, unknown>,
  instance: Instance,
  source: SourceMap,
): Problem[] {
  const problems: Problem[] = [];
  for (const [name, entry] of Object.entries(instance.fragment.content[section] ?? {})) {
    const full = `${instance.name}.${name.replace(/^self\./, '')}`;
    const path = `/${section}/${full}`;
    if (Object.hasOwn(into, full)) {
      const message = `"${full}" is declared here and by the fragment instance "${instance.name}"; rename one`;
      problems.push(problemAt(source, { code: 'name-conflict', path, message, atKey: true }));
      continue;
    }
    into[full] = instance.substitute(entry);
    source.graft(instance.fragment.source, `/${section}/${name}`, path, instance.substituteText);
  }
  return problems;
}
