import { unreadableName } from '../feel/feel-names.js';
import type { Finding, Rule } from './subject.js';

const SECTIONS = ['posts', 'facts', 'milestones', 'clocks', 'documents', 'acts'] as const;

/** First segments that events of the law use: an act of that name could not be told from them. */
const EVENT_WORDS: ReadonlySet<string> = new Set([
  'deemed',
  'lapsed',
  'served',
  'passed',
  'failed',
  'xstate',
  'done',
  'error',
  'self',
]);

/** Names can be read by expressions, do not collide when dots nest, and cannot be taken for events of the law. */
export const names: Rule = ({ definition }) => {
  const findings: Finding[] = [];
  for (const section of SECTIONS) {
    const all = Object.keys(definition[section]);
    for (const name of all) {
      const path = `/${section}/${name}`;
      const unreadable = unreadableName(name, section === 'facts');
      if (unreadable) {
        const message = `"${name}" cannot be a name here: ${unreadable}; choose another`;
        findings.push({ code: 'reserved-name', path, message, atKey: true });
      }
      const outer = all.find((other) => name.startsWith(`${other}.`));
      if (outer) {
        const message = `"${name}" would lie inside "${outer}", which is itself a name; rename one`;
        findings.push({ code: 'name-conflict', path, message, atKey: true });
      }
      if (section === 'acts' && EVENT_WORDS.has(name.split('.')[0] ?? '')) {
        const message = `an act cannot begin with "${name.split('.')[0]}": that word belongs to events of the law`;
        findings.push({ code: 'reserved-name', path, message, atKey: true });
      }
    }
  }
  return findings;
};
