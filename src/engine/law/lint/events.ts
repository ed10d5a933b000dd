import { resultEvents } from '../signing-events.js';
import { suggest } from '../suggest.js';
import {
  namesIn,
  withDescendants,
  type ChartNode,
  type Finding,
  type Rule,
  type Subject,
} from './subject.js';

/**
 * Events that are no acts: `deemed.<name>` and `lapsed.<clock>` of clocks that lapse so, `served.<document>` of every document
 * that goes out, `passed.<signing>` and `failed.<signing>` of rounds of signatures.
 */
export function lawEvents({ definition }: Subject): ReadonlySet<string> {
  const events = new Set<string>();
  for (const [name, { onLapse }] of Object.entries(definition.clocks)) {
    if (onLapse?.deem !== undefined) events.add(`deemed.${onLapse.deem}`);
    else if (onLapse) events.add(`lapsed.${name}`);
  }
  for (const [name, { to, served }] of Object.entries(definition.documents))
    if (to !== undefined || served !== undefined) events.add(`served.${name}`);
  for (const name of Object.keys(definition.signings ?? {}))
    for (const event of resultEvents(name)) events.add(event);
  return events;
}

/** States listen only to what can happen, and everything that can happen is listened to somewhere. */
export const events: Rule = (subject) => {
  const { definition, nodes } = subject;
  const byLaw = lawEvents(subject);
  const known = [...Object.keys(definition.acts), ...byLaw];
  const findings: Finding[] = [];
  const heard = new Set<string>();
  for (const { state, pointer } of nodes) {
    for (const event of Object.keys(state.on ?? {})) {
      heard.add(event);
      if (known.includes(event)) continue;
      const message = `nothing sends "${event}": it is no act, and no clock lapses so`;
      findings.push({
        code: 'unknown-event',
        path: `${pointer}/on/${event}`,
        message,
        suggestion: suggest(event, known),
        atKey: true,
      });
    }
  }
  for (const [act, { opens }] of Object.entries(definition.acts)) {
    if (opens || heard.has(act)) continue;
    const message = `no state listens to the act "${act}"; name it under "on" of a state, with "stay" if nothing changes`;
    findings.push({ code: 'act-not-handled', path: `/acts/${act}`, message, atKey: true });
  }
  return findings;
};

/**
 * Tasks name acts of their own post, and the state of a task listens to its acts. An act in no task is a power, not a
 * duty (an extension, a revocation ex officio): nobody is waited for, and it stands in nobody's inbox.
 */
export const tasks: Rule = (subject) => {
  const { definition, nodes } = subject;
  const findings: Finding[] = [];
  for (const node of nodes) {
    const listened = new Set(whileActive(subject, node).flatMap(({ state }) => Object.keys(state.on ?? {})));
    for (const [index, task] of (node.state.tasks ?? []).entries()) {
      for (const [name, path] of namesIn(task.acts, `${node.pointer}/tasks/${index}/acts`)) {
        const act = Object.hasOwn(definition.acts, name) ? definition.acts[name] : undefined;
        if (!act) continue;
        const by = namesIn(act.by, '').map(([post]) => post);
        if (!by.includes(task.post)) {
          const message = `"${task.post}" has no power to do "${name}"; it is for ${by.join(', ')}`;
          findings.push({ code: 'task-without-power', path, message });
        }
        if (!listened.has(name)) {
          const message = `the task offers "${name}", but "${node.path}" does not listen to it; add it under "on"`;
          findings.push({ code: 'task-not-handled', path, message });
        }
      }
    }
  }
  return findings;
};

/** Nodes that may listen while the node is active: its ancestors, itself and what is below it. */
function whileActive(subject: Subject, node: ChartNode): readonly ChartNode[] {
  return [...subject.withAncestors(node), ...node.children.flatMap(withDescendants)];
}

/** A case is opened by an act that says so, in the initial state only. */
export const opening: Rule = (subject) => {
  const { definition, initial, nodes } = subject;
  const findings: Finding[] = [];
  const opens = Object.entries(definition.acts).filter(([, act]) => act.opens);
  for (const [name, act] of Object.entries(definition.acts)) {
    if (act.relates === undefined || act.opens) continue;
    const message = `"${name}" opens no case: only the act by which a case begins relates it to another`;
    findings.push({ code: 'relates-later', path: `/acts/${name}/relates`, message });
  }
  if (opens.length === 0) {
    const message = 'no act opens a case; give "opens: true" to the act by which a case begins';
    findings.push({ code: 'nothing-opens', path: '/acts', message, atKey: true });
  }
  for (const [name] of opens) {
    for (const node of nodes) {
      const listens = Object.hasOwn(node.state.on ?? {}, name);
      if (listens && node !== initial) {
        const message = `"${name}" opens a case and can be done only in the initial state "${definition.states.initial}"`;
        findings.push({ code: 'opens-later', path: `${node.pointer}/on/${name}`, message, atKey: true });
      }
    }
  }
  return findings;
};
