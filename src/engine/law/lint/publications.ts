import type { ActDefinition } from '../definition.js';
import { checkExpression } from '../feel-check.js';
import { feelNames } from '../feel-names.js';
import { scanFeel } from '../feel-reads.js';
import { suggest } from '../suggest.js';
import { namesIn, type Finding, type Rule } from './subject.js';

/**
 * What becomes public can be computed from the act that makes it so, and says nothing of a person: its fields read facts,
 * days and plain inputs, never who acted or is party, and no input that is personal. Stages are of states that exist.
 */
export const publications: Rule = (subject) => {
  const { definition, nodes } = subject;
  const findings: Finding[] = [];
  for (const [name, { by, fields }] of Object.entries(definition.publications ?? {})) {
    for (const [act] of namesIn(by, '')) {
      const declared = Object.hasOwn(definition.acts, act) ? definition.acts[act] : undefined;
      if (!declared) continue;
      const names = feelNames({
        facts: Object.keys(definition.facts),
        acts: Object.keys(definition.acts),
        milestones: Object.keys(definition.milestones),
        posts: [],
        inputs: Object.keys(declared.input ?? {}),
      });
      for (const [field, { from }] of Object.entries(fields)) {
        const path = `/publications/${name}/fields/${field}/from`;
        for (const { code, message, from: offset, suggestion } of checkExpression(from, names)) {
          findings.push({ code, path, message, offset, suggestion });
        }
        findings.push(...personal(from, declared, path));
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

function personal(source: string, act: ActDefinition, path: string): Finding[] {
  return scanFeel(source).reads.flatMap(({ segments, from }): Finding[] => {
    const [root = '', input = ''] = segments;
    const isPersonal = root === 'input' && act.input?.[input]?.personal !== undefined;
    if (!isPersonal && root !== 'performers' && root !== 'parties' && root !== 'actor') return [];
    const message = `"${segments.join('.')}" tells who somebody is; what is personal is never made public`;
    return [{ code: 'personal-in-public', path, message, offset: from }];
  });
}
