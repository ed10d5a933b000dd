import type { ActDefinition, TaskDefinition } from '../definition.js';
import { resultEvents, signingActs } from '../signing-events.js';
import {
  namesIn,
  withDescendants,
  type ChartNode,
  type Finding,
  type Rule,
  type Subject,
} from './subject.js';

/** Rounds of signatures can begin, be signed in and end: each is one task, has acts that sign, and its results lead on. */
export const signings: Rule = (subject) => {
  const { definition } = subject;
  return Object.keys(definition.signings ?? {}).flatMap((name): Finding[] => {
    const path = `/signings/${name}`;
    const acts = signingActs(definition, name);
    const places = placesOf(subject, name);
    const findings: Finding[] = [];
    const wrong = (code: string, message: string): void => {
      findings.push({ code, path, message, atKey: true });
    };
    if (places.length === 0) {
      wrong('signing-unused', `no task is the round "${name}"; give one "signing: ${name}", or remove it`);
    }
    if (places.length > 1) {
      wrong('signing-twice', `the round "${name}" is several tasks; declare one round for each of them`);
    }
    if (acts.length === 0) {
      wrong('signing-without-act', `no act signs in the round "${name}"; give one "signs: ${name}"`);
    } else {
      for (const stance of ['agree', 'disagree']) {
        if (acts.some(([, act]) => stancesOf(act).includes(stance))) continue;
        wrong(
          'signing-stances',
          `nobody can ${stance} in the round "${name}"; add it to the stances of an act`,
        );
      }
    }
    return [...findings, ...places.flatMap((place) => atTask(subject, name, acts, place))];
  });
};

/** Acts that sign say with which stance, leave the chart where it is and have no effect that each signature would repeat. */
export const signatures: Rule = ({ definition }) =>
  Object.entries(definition.acts).flatMap(([name, act]): Finding[] => {
    if (act.signs === undefined) return [];
    const path = `/acts/${name}`;
    const findings: Finding[] = [];
    if (act.opens) {
      const message = 'an act that opens a case cannot sign: no round is open yet';
      findings.push({ code: 'signing-opens', path: `${path}/opens`, message });
    }
    const { type, optional, personal } = act.input?.['stance'] ?? {};
    const given = stancesOf(act);
    const known = given.length > 0 && given.every((one) => STANCES.includes(one));
    if (!known || type !== 'string' || optional || personal) {
      const message = `an act that signs takes the input "stance": { type: string, enum: [...] } of ${STANCES.join(', ')}, neither optional nor personal`;
      findings.push({ code: 'signing-stance', path, message, atKey: true });
    }
    for (const key of REPEATED) {
      if (act[key] === undefined || act[key] === false) continue;
      const message = `every signature would do it again: leave "${key}" to an act of the state that follows`;
      findings.push({ code: 'signing-effect', path: `${path}/${key}`, message, atKey: true });
    }
    return findings;
  });

const STANCES: readonly unknown[] = ['agree', 'disagree', 'abstain'];

/** What an act does once for the case cannot be done by each of its signers. */
const REPEATED = [
  ...(['serve', 'publishes', 'extends', 'suspends', 'resumes', 'interrupts'] as const),
  ...(['joins', 'returns', 'takesBack'] as const),
] as const;

interface Place {
  readonly node: ChartNode;
  readonly task: TaskDefinition;
  readonly pointer: string;
}

function placesOf({ nodes }: Subject, signing: string): readonly Place[] {
  return nodes.flatMap((node) =>
    (node.state.tasks ?? []).flatMap((task, index): readonly Place[] =>
      task.signing === signing ? [{ node, task, pointer: `${node.pointer}/tasks/${index}` }] : [],
    ),
  );
}

/** The task offers the acts that sign and no others; they stay, and the results lead away from it. */
function atTask(
  subject: Subject,
  signing: string,
  acts: readonly (readonly [string, ActDefinition])[],
  { node, task, pointer }: Place,
): Finding[] {
  const findings: Finding[] = [];
  const signs = new Set(acts.map(([name]) => name));
  for (const [act, path] of namesIn(task.acts, `${pointer}/acts`)) {
    if (signs.has(act)) continue;
    const message = `"${act}" does not sign in the round "${signing}"; give it to another task of the state`;
    findings.push({ code: 'signing-task', path, message });
  }
  for (const act of signs) {
    if (task.acts.includes(act)) continue;
    const message = `the task is the round "${signing}", but does not offer "${act}", which signs in it`;
    findings.push({ code: 'signing-task', path: `${pointer}/acts`, message });
  }
  const active = [...subject.withAncestors(node), ...node.children.flatMap(withDescendants)];
  for (const { transitions } of active) {
    for (const { event, to, pointer: at } of transitions) {
      if (event === undefined || !signs.has(event) || to.target === 'stay') continue;
      const message = `one signature moves nothing: write "${event}: stay" and lead on by "passed.${signing}" and "failed.${signing}"`;
      findings.push({ code: 'signing-moves', path: at, message });
    }
  }
  for (const event of resultEvents(signing)) findings.push(...unhandled(subject, node, event, pointer));
  return findings;
}

function unhandled(subject: Subject, node: ChartNode, event: string, pointer: string): Finding[] {
  const handling = subject
    .withAncestors(node)
    .flatMap(({ transitions }) => transitions.filter((one) => one.event === event));
  const staying = handling.filter(({ to }) => to.target === 'stay');
  if (staying.length > 0) {
    const message = `"${event}" ends the round: it leads on, or back to the beginning of a state`;
    return staying.map(({ pointer: path }) => ({ code: 'signing-stays', path, message }));
  }
  if (handling.some(({ to }) => to.when === undefined)) return [];
  const message =
    handling.length === 0
      ? `nothing handles "${event}": name it under "on" of "${node.path}" or of a state around it`
      : `"${event}" is handled under conditions only; say where it leads when none of them holds`;
  return [{ code: 'signing-unhandled', path: `${pointer}/signing`, message }];
}

function stancesOf({ input }: ActDefinition): readonly unknown[] {
  const stances = input?.['stance']?.['enum'];
  return Array.isArray(stances) ? stances : [];
}
