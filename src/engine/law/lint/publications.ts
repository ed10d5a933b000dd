import type { ActDefinition } from '../definition.js';
import { checkExpression } from '../feel/feel-check.js';
import { feelNames } from '../feel/feel-names.js';
import { scanFeel } from '../feel/feel-reads.js';
import { standingFields } from '../stream-definition.js';
import { suggest } from '../suggest.js';
import { namesIn, type Finding, type Rule } from './subject.js';

/**
 * What becomes public can be computed from the act that makes it so, and says nothing of a person: its fields read facts,
 * days, plain inputs of the act and of acts before it, and how streams stand, never who acted or is party, and no input that is personal. Stages are of states that exist.
 */
export const publications: Rule = (subject) => {
  const { definition, nodes } = subject;
  const findings: Finding[] = [];
  const standings = Object.entries(definition.streams ?? {}).flatMap(([stream, { kind }]) =>
    Object.keys(standingFields(kind)).map((field) => `${stream}.${field}`),
  );
  const earlier = Object.entries(definition.acts).flatMap(([act, { input }]) =>
    Object.keys(input ?? {}).map((name) => `inputs.${act}.${name}`),
  );
  for (const [name, { by, when, fields }] of Object.entries(definition.publications ?? {})) {
    for (const [act] of namesIn(by, '')) {
      const declared = Object.hasOwn(definition.acts, act) ? definition.acts[act] : undefined;
      if (!declared) continue;
      const own = feelNames({
        facts: Object.keys(definition.facts),
        acts: Object.keys(definition.acts),
        milestones: Object.keys(definition.milestones),
        posts: [],
        inputs: Object.keys(declared.input ?? {}),
        streams: standings,
      });
      const names = { ...own, names: new Set([...own.names, ...earlier]) };
      const sources = Object.entries(fields).map(
        ([field, { from }]) => [from, `fields/${field}/from`] as const,
      );
      for (const [from, at] of [...sources, ...(when === undefined ? [] : [[when, 'when'] as const])]) {
        const path = `/publications/${name}/${at}`;
        for (const { code, message, from: offset, suggestion } of checkExpression(from, names)) {
          findings.push({ code, path, message, offset, suggestion });
        }
        findings.push(...personal(from, declared, definition.acts, path));
      }
    }
  }
  const states = nodes.map(({ path }) => path);
  for (const [index, { in: named }] of (definition.progress ?? []).entries()) {
    for (const [state, path] of namesIn(named, `/progress/${index}/in`)) {
      if (states.includes(state)) continue;
      const message = `there is no state "${state}"; give its whole path`;
      findings.push({ code: 'unknown-state', path, message, suggestion: suggest(state, states) });
    }
  }
  return findings;
};

function personal(
  source: string,
  act: ActDefinition,
  acts: Readonly<Record<string, ActDefinition>>,
  path: string,
): Finding[] {
  return scanFeel(source).reads.flatMap(({ segments, from }): Finding[] => {
    const [root = '', ...rest] = segments;
    const asked = root === 'input' ? act.input?.[rest[0] ?? ''] : inputOf(acts, root, rest);
    const isPersonal = asked?.personal !== undefined;
    if (!isPersonal && root !== 'performers' && root !== 'parties' && root !== 'actor') return [];
    const message = `"${segments.join('.')}" tells who somebody is; what is personal is never made public`;
    return [{ code: 'personal-in-public', path, message, offset: from }];
  });
}

/** The input that `inputs.<act>.<input>` names. */
function inputOf(acts: Readonly<Record<string, ActDefinition>>, root: string, path: readonly string[]) {
  return root === 'inputs' ? acts[path.slice(0, -1).join('.')]?.input?.[path.at(-1) ?? ''] : undefined;
}
