import type { LibraryFragment } from './library-fragment.js';
import type { Problem } from '../problem.js';
import { PARAMETER_SECTIONS, type FragmentUse, type ProcedureSource } from '../source-definition.js';
import { problemAt, type SourceMap } from '../source-map.js';
import { suggest } from '../suggest.js';

/** One use of a fragment, with the substitution of its tokens. */
export interface Instance {
  readonly name: string;
  readonly fragment: LibraryFragment;
  readonly substitute: (value: unknown) => unknown;
  readonly substituteText: (text: string) => string;
  readonly problems: readonly Problem[];
}

/** Binds a fragment's parameters and checks that each is there, known to the fragment and of the right kind. */
export function linkInstance(
  name: string,
  use: FragmentUse,
  fragment: LibraryFragment,
  procedure: ProcedureSource,
  source: SourceMap,
): Instance {
  const substituteText = (text: string): string =>
    text
      .replace(/\bself\./g, `${name}.`)
      .replace(/\$([a-z][A-Za-z0-9]*)/g, (token, parameter: string) => use.with[parameter] ?? token);
  return {
    name,
    fragment,
    substituteText,
    substitute: (value) => substituteDeep(value, substituteText),
    problems: [...checkArguments(name, use, fragment, procedure, source), ...undeclaredParameters(fragment)],
  };
}

function checkArguments(
  name: string,
  use: FragmentUse,
  { content }: LibraryFragment,
  procedure: ProcedureSource,
  source: SourceMap,
): Problem[] {
  const path = `/use/${name}`;
  const problems: Problem[] = [];
  for (const [parameter, { kind }] of Object.entries(content.parameters)) {
    const given = use.with[parameter];
    if (given === undefined) {
      const message = `fragment "${content.fragment}" needs "${parameter}" (a ${kind}); give it in "with"`;
      problems.push(problemAt(source, { code: 'missing-parameter', path, message, atKey: true }));
      continue;
    }
    const declared = procedure[PARAMETER_SECTIONS[kind]];
    if (Object.hasOwn(declared, given) || given.includes('.')) continue;
    const message = `"${given}" is not a ${kind} of this procedure`;
    const suggestion = suggest(given, Object.keys(declared));
    problems.push(
      problemAt(source, { code: 'wrong-parameter', path: `${path}/with/${parameter}`, message, suggestion }),
    );
  }
  for (const given of Object.keys(use.with)) {
    if (Object.hasOwn(content.parameters, given)) continue;
    const suggestion = suggest(given, Object.keys(content.parameters));
    const message = `fragment "${content.fragment}" has no parameter "${given}"`;
    problems.push(
      problemAt(source, {
        code: 'unknown-parameter',
        path: `${path}/with/${given}`,
        message,
        suggestion,
        atKey: true,
      }),
    );
  }
  return problems;
}

/** `$name` somewhere in the fragment without a declared parameter of that name. */
function undeclaredParameters({ content, source }: LibraryFragment): Problem[] {
  const problems: Problem[] = [];
  const known = Object.keys(content.parameters);
  const { title: _title, parameters: _parameters, ...body } = content;
  walkTexts(body, '', (text, path, atKey) => {
    for (const [token, parameter] of text.matchAll(/\$([a-z][A-Za-z0-9]*)/g)) {
      if (parameter === undefined || known.includes(parameter)) continue;
      const nearest = suggest(parameter, known);
      const suggestion = nearest === undefined ? undefined : `$${nearest}`;
      const message = `"${token}" is not a parameter of fragment "${content.fragment}"; declare it under "parameters"`;
      problems.push(problemAt(source, { code: 'unknown-parameter', path, message, suggestion, atKey }));
    }
  });
  return problems;
}

function walkTexts(
  value: unknown,
  path: string,
  see: (text: string, path: string, atKey: boolean) => void,
): void {
  if (typeof value === 'string') see(value, path, false);
  else if (Array.isArray(value)) value.forEach((entry, index) => walkTexts(entry, `${path}/${index}`, see));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) {
      see(key, `${path}/${key}`, true);
      walkTexts(entry, `${path}/${key}`, see);
    }
  }
}

function substituteDeep(value: unknown, substitute: (text: string) => string): unknown {
  if (typeof value === 'string') return substitute(value);
  if (Array.isArray(value)) return value.map((entry) => substituteDeep(entry, substitute));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [substitute(key), substituteDeep(entry, substitute)]),
  );
}
