import type { Definition } from './definition.js';
import { clockActs, clockKinds, clockStates } from './lint/clocks.js';
import { documents, usedNames } from './lint/documents.js';
import { events, opening, tasks } from './lint/events.js';
import { expressions } from './lint/expressions.js';
import { factValues } from './lint/fact-values.js';
import { names } from './lint/names.js';
import { properties } from './lint/properties.js';
import { provisions } from './lint/provisions.js';
import { reachability } from './lint/reachability.js';
import { references } from './lint/references.js';
import { type Rule, Subject } from './lint/subject.js';
import { outcomes, targets } from './lint/targets.js';
import { waiting } from './lint/waiting.js';
import type { Problem } from './problem.js';
import { problemAt, type SourceMap } from './source-map.js';

const RULES: readonly Rule[] = [
  names,
  provisions,
  references,
  expressions,
  factValues,
  targets,
  outcomes,
  events,
  tasks,
  opening,
  clockKinds,
  clockStates,
  clockActs,
  documents,
  usedNames,
  properties,
];

/** Rules about the whole chart; on a chart with broken targets they would only repeat what is known. */
const CHART_RULES: readonly Rule[] = [reachability, waiting];

/** Every reason for which a linked definition is not published, and what its author should look at. */
export function lintDefinition(definition: Definition, source: SourceMap): readonly Problem[] {
  const subject = new Subject(definition);
  const findings = RULES.flatMap((rule) => rule(subject));
  const brokenChart = findings.some(
    ({ code, path }) => path.startsWith('/states') && (code === 'unknown-state' || code === 'bad-state'),
  );
  if (!brokenChart) findings.push(...CHART_RULES.flatMap((rule) => rule(subject)));
  return findings.map((finding) => problemAt(source, finding));
}
