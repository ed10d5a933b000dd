import type { Term } from '../../clock/deadline.js';
import type { ActDefinition, ClockDefinition, ExtensionRule } from '../definition.js';
import { suggest } from '../suggest.js';
import {
  namesIn,
  withDescendants,
  type ChartNode,
  type Finding,
  type Rule,
  type Subject,
} from './subject.js';

/** A clock has the parts that its kind needs, and no others. That something follows its lapse is proved (`lapses.ts`). */
export const clockKinds: Rule = ({ definition }) =>
  Object.entries(definition.clocks).flatMap(([name, clock]): Finding[] => {
    const at = `/clocks/${name}`;
    const lapses = clock.kind === 'ceiling' || clock.kind === 'fixed';
    const findings: Finding[] = [];
    const wrong = (code: string, key: string, message: string): void => {
      findings.push(
        key === '' ? { code, path: at, message, atKey: true } : { code, path: `${at}/${key}`, message },
      );
    };
    if (clock.kind !== 'fixed' && !clock.term) wrong('missing-term', '', `the clock "${name}" needs "term"`);
    if (clock.kind === 'fixed' && clock.term)
      wrong('term-of-fixed', 'term', `a fixed day has no term: its milestone is the day`);
    if (!lapses && clock.onLapse)
      wrong('lapse-of-floor', 'onLapse', `a ${clock.kind} does not lapse; remove "onLapse"`);
    if (!lapses && clock.promised)
      wrong('promise-of-floor', 'promised', `only a ceiling can be promised shorter`);
    findings.push(...promises(clock, at));
    return findings;
  });

function promises(clock: ClockDefinition, at: string): Finding[] {
  const pairs = [
    { term: clock.term, promised: clock.promised, path: `${at}/promised` },
    ...(clock.alternatives ?? []).map(({ term, promised }, index) => ({
      term,
      promised,
      path: `${at}/alternatives/${index}/promised`,
    })),
  ];
  return pairs.flatMap(({ term, promised, path }): Finding[] => {
    if (!term || !promised || isShorter(promised, term)) return [];
    const message = `a promised term must be shorter than the statutory one and counted in the same unit`;
    return [{ code: 'promise-not-shorter', path, message }];
  });
}

function isShorter(promised: Term, term: Term): boolean {
  return promised.unit === term.unit && promised.n < term.n;
}

/** Every clock runs in some state, and only once at a time. */
export const clockStates: Rule = (subject) => {
  const { definition, nodes } = subject;
  const findings: Finding[] = [];
  for (const [name, clock] of Object.entries(definition.clocks)) {
    const running = nodes.filter(({ state }) => state.clocks?.includes(name));
    if (running.length === 0 && !(clock.kind === 'lead' && isRequired(subject, name))) {
      const message = `the clock "${name}" never runs; list it under "clocks" of a state`;
      findings.push({ code: 'clock-never-runs', path: `/clocks/${name}`, message, atKey: true });
    }
    for (const node of running) {
      const path = `${node.pointer}/clocks/${node.state.clocks?.indexOf(name)}`;
      const other = running.find((one) => one !== node && together(subject, one, node));
      if (other) {
        const message = `"${name}" also runs in "${other.path}", which is active at the same time; list it once`;
        findings.push({ code: 'clock-runs-twice', path, message });
      }
    }
  }
  return findings;
};

/** A lead is counted back from the day that a requirement names; it need not run in a state. */
function isRequired({ definition }: Subject, clock: string): boolean {
  return Object.values(definition.acts).some(({ requires }) => requires?.some(({ lead }) => lead === clock));
}

/** Whether two nodes can be active at once: one above the other, or in different regions. */
function together(subject: Subject, a: ChartNode, b: ChartNode): boolean {
  if (withDescendants(a).includes(b) || withDescendants(b).includes(a)) return true;
  const above = new Set(subject.withAncestors(a));
  const common = subject.withAncestors(b).find((node) => above.has(node));
  return common?.state.type === 'parallel';
}

/** Extensions, suspensions, resumptions and interruptions have their rule, their act and the right post. */
export const clockActs: Rule = ({ definition }) => {
  const acts = Object.entries(definition.acts);
  const findings: Finding[] = [];
  for (const [name, clock] of Object.entries(definition.clocks)) {
    const at = `/clocks/${name}`;
    for (const [rule, path] of extensionsOf(clock, at))
      findings.push(...extensionProblems(name, rule, path, acts));
    if (clock.suspend) findings.push(...suspensionProblems(name, at, acts));
    if (clock.interrupt && !acts.some(([, act]) => act.interrupts === name)) {
      const message = `the clock "${name}" may be interrupted, but no act has "interrupts: ${name}"`;
      findings.push({ code: 'no-interrupting-act', path: `${at}/interrupt`, message, atKey: true });
    }
  }
  for (const [name, act] of acts) findings.push(...actProblems(definition.clocks, name, act));
  return findings;
};

function extensionsOf(clock: ClockDefinition, at: string): (readonly [ExtensionRule, string])[] {
  const own = clock.extend ? [[clock.extend, `${at}/extend`] as const] : [];
  const others = (clock.alternatives ?? []).flatMap(({ extend }, index) =>
    extend ? [[extend, `${at}/alternatives/${index}/extend`] as const] : [],
  );
  return [...own, ...others];
}

function extensionProblems(
  clock: string,
  rule: ExtensionRule,
  path: string,
  acts: [string, ActDefinition][],
): Finding[] {
  const extending = acts.filter(([, act]) => act.extends === clock);
  if (extending.some(([, act]) => namesIn(act.by, '').some(([post]) => post === rule.approvedBy))) return [];
  const found =
    extending.length === 0
      ? `no act has "extends: ${clock}"`
      : `"${extending[0]?.[0]}" is done by another post`;
  const message = `the extension of "${clock}" is approved by "${rule.approvedBy}", but ${found}`;
  return [{ code: 'no-approving-act', path: `${path}/approvedBy`, message }];
}

function suspensionProblems(clock: string, at: string, acts: [string, ActDefinition][]): Finding[] {
  const findings: Finding[] = [];
  for (const [does, word] of [
    [acts.some(([, act]) => act.suspends?.clock === clock), 'suspends'],
    [acts.some(([, act]) => resumedClock(act) === clock), 'resumes'],
  ] as const) {
    if (does) continue;
    const message = `the clock "${clock}" may be suspended, but no act ${word} it; a suspension has a beginning and an end`;
    findings.push({ code: 'suspension-unpaired', path: `${at}/suspend`, message, atKey: true });
  }
  return findings;
}

function actProblems(
  clocks: Readonly<Record<string, ClockDefinition>>,
  name: string,
  act: ActDefinition,
): Finding[] {
  const at = `/acts/${name}`;
  const findings: Finding[] = [];
  const needs = (clock: string | undefined, has: boolean, path: string, rule: string): void => {
    if (clock === undefined || !Object.hasOwn(clocks, clock) || has) return;
    const message = `the clock "${clock}" has no "${rule}" rule, so no act may do that`;
    findings.push({ code: 'clock-rule-missing', path, message });
  };
  const ruleOf = (clock: string | undefined): ClockDefinition | undefined =>
    clock === undefined ? undefined : clocks[clock];
  const resumed = resumedClock(act);
  const extended = ruleOf(act.extends);
  const extensible = extended !== undefined && extensionsOf(extended, '').length > 0;
  needs(act.extends, extensible, `${at}/extends`, 'extend');
  needs(
    act.suspends?.clock,
    ruleOf(act.suspends?.clock)?.suspend !== undefined,
    `${at}/suspends/clock`,
    'suspend',
  );
  needs(resumed, ruleOf(resumed)?.suspend !== undefined, `${at}/resumes`, 'suspend');
  needs(act.interrupts, ruleOf(act.interrupts)?.interrupt !== undefined, `${at}/interrupts`, 'interrupt');
  findings.push(...groundProblems(clocks, act, at));
  (act.requires ?? []).forEach(({ elapsed, within, lead, on }, index) => {
    const path = `${at}/requires/${index}`;
    findings.push(...kindProblems(clocks, elapsed, ['floor'], `${path}/elapsed`));
    findings.push(...kindProblems(clocks, within, ['ceiling', 'fixed'], `${path}/within`));
    findings.push(...kindProblems(clocks, lead, ['lead'], `${path}/lead`));
    if (on !== undefined && lead === undefined) {
      findings.push({
        code: 'on-without-lead',
        path: `${path}/on`,
        message: '"on" belongs to a "lead" requirement',
      });
    }
  });
  return findings;
}

function kindProblems(
  clocks: Readonly<Record<string, ClockDefinition>>,
  clock: string | undefined,
  kinds: readonly string[],
  path: string,
): Finding[] {
  const kind = clock === undefined ? undefined : clocks[clock]?.kind;
  if (kind === undefined || kinds.includes(kind)) return [];
  return [
    {
      code: 'wrong-clock-kind',
      path,
      message: `"${clock}" is a ${kind}; here a ${kinds.join(' or ')} is needed`,
    },
  ];
}

/** The clock that an act lets go on. */
function resumedClock({ resumes }: ActDefinition): string | undefined {
  return typeof resumes === 'object' ? resumes.clock : resumes;
}

/** A ground that is written out must be on the clock's closed list. */
function groundProblems(
  clocks: Readonly<Record<string, ClockDefinition>>,
  act: ActDefinition,
  at: string,
): Finding[] {
  return (['suspends', 'resumes'] as const).flatMap((key): Finding[] => {
    const suspension = act[key];
    if (typeof suspension !== 'object') return [];
    const grounds = clocks[suspension.clock]?.suspend?.grounds;
    const literal = /^"([^"]*)"$/.exec(suspension.ground.trim())?.[1];
    if (!grounds || literal === undefined || grounds.includes(literal)) return [];
    const message = `"${literal}" is not a ground of "${suspension.clock}"; its grounds are ${grounds.join(', ')}`;
    const nearest = suggest(literal, grounds);
    const suggestion = nearest === undefined ? undefined : `"${nearest}"`;
    return [{ code: 'ground-not-listed', path: `${at}/${key}/ground`, message, suggestion }];
  });
}
