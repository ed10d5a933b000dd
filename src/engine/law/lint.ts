import type { Definition } from './definition.js';
import { clockActs, clockKinds, clockStates } from './lint/clocks.js';
import { compositions } from './lint/compositions.js';
import { drafts } from './lint/drafts.js';
import { documents, usedNames } from './lint/documents.js';
import { events, opening, tasks } from './lint/events.js';
import { goingBack } from './lint/going-back.js';
import { expressions } from './lint/expressions.js';
import { form } from './lint/form.js';
import { factValues } from './lint/fact-values.js';
import { names } from './lint/names.js';
import { properties } from './lint/properties.js';
import { provisions } from './lint/provisions.js';
import { publications } from './lint/publications.js';
import { reachability } from './lint/reachability.js';
import { references } from './lint/references.js';
import { signingRules } from './lint/signing-rules.js';
import { signatures, signings } from './lint/signings.js';
import { type Rule, Subject } from './lint/subject.js';
import { outcomes, targets } from './lint/targets.js';
import { templates } from './lint/templates.js';
import { waiting } from './lint/waiting.js';
import { work } from './lint/work.js';
import type { Problem } from './problem.js';
import { problemAt, type SourceMap } from './source-map.js';

const RULES: readonly Rule[] = [
  names,
  provisions,
  references,
  compositions,
  drafts,
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
  templates,
  properties,
  signings,
  signatures,
  signingRules,
  goingBack,
  publications,
  work,
  form,
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
