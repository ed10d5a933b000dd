import type { ActDefinition, ClockDefinition, Definition } from '../definition.js';
import { suggest } from '../suggest.js';
import { namesIn, type Finding, type Rule, type Subject } from './subject.js';

type Section = 'posts' | 'relations' | 'facts' | 'milestones' | 'clocks' | 'documents' | 'acts' | 'signings';
type Reference = readonly [section: Section, name: string, path: string, atKey?: boolean];

const NOUNS: Readonly<Record<Section, string>> = {
  posts: 'a post',
  relations: 'a relation',
  facts: 'a fact',
  milestones: 'a milestone',
  clocks: 'a clock',
  documents: 'a document',
  acts: 'an act',
  signings: 'a round of signatures',
};

/** Every name that is used has been declared. */
export const references: Rule = (subject) =>
  [...referencesIn(subject)].flatMap(([section, name, path, atKey]): Finding[] => {
    const declared = subject.definition[section] ?? {};
    if (Object.hasOwn(declared, name)) return [];
    const suggestion = suggest(name, Object.keys(declared));
    const message = `"${name}" is not ${NOUNS[section]} of this procedure; declare it under "${section}"`;
    return [
      {
        code: `unknown-${NOUNS[section].split(' ')[1]}`,
        path,
        message,
        suggestion,
        ...(atKey ? { atKey } : {}),
      },
    ];
  });

function* referencesIn(subject: Subject): Generator<Reference> {
  const { definition } = subject;
  for (const [name, post] of Object.entries(definition.posts)) {
    for (const [index, other] of (post.distinctFrom ?? []).entries()) {
      const at = `/posts/${name}/distinctFrom/${index}`;
      yield typeof other === 'string' ? ['posts', other, at] : ['relations', other.in, `${at}/in`];
    }
  }
  for (const [name, clock] of Object.entries(definition.clocks)) yield* inClock(clock, `/clocks/${name}`);
  for (const [name, act] of Object.entries(definition.acts)) yield* inAct(act, `/acts/${name}`);
  for (const [act, path] of namesIn(definition.decides, '/decides')) yield ['acts', act, path];
  for (const [name, { by, floor }] of Object.entries(definition.streams ?? {})) {
    if (floor !== undefined) yield ['clocks', floor, `/streams/${name}/floor`];
    for (const [post, path] of namesIn(by, `/streams/${name}/by`)) yield ['posts', post, path];
  }
  for (const [name, rule] of Object.entries(definition.work ?? {})) yield* inAct(rule, `/work/${name}`);
  yield* inPublicSections(definition);
  yield* inService(definition);
  for (const { state, pointer } of subject.nodes) {
    for (const [clock, path] of namesIn(state.clocks, `${pointer}/clocks`)) yield ['clocks', clock, path];
    for (const [index, task] of (state.tasks ?? []).entries()) {
      const at = `${pointer}/tasks/${index}`;
      yield ['posts', task.post, `${at}/post`];
      for (const [act, path] of namesIn(task.acts, `${at}/acts`)) yield ['acts', act, path];
      if (task.clock !== undefined) yield ['clocks', task.clock, `${at}/clock`];
      if (task.signing !== undefined) yield ['signings', task.signing, `${at}/signing`];
    }
  }
}

function* inPublicSections({ publications, guide, progress }: Definition): Generator<Reference> {
  for (const [name, { by }] of Object.entries(publications ?? {})) {
    for (const [act, path] of namesIn(by, `/publications/${name}/by`)) yield ['acts', act, path];
  }
  for (const [post, path] of namesIn(guide?.handledBy, '/guide/handledBy')) yield ['posts', post, path];
  for (const [index, { on, suspended }] of (progress ?? []).entries()) {
    const at = `/progress/${index}`;
    if (on !== undefined) yield ['milestones', on, `${at}/on`];
    for (const [clock, path] of namesIn(suspended, `${at}/suspended`)) yield ['clocks', clock, path];
  }
}

function* inService({ documents, service }: Definition): Generator<Reference> {
  for (const [name, { served }] of Object.entries(documents)) {
    for (const [milestone, path] of namesIn(served?.records, `/documents/${name}/served/records`))
      yield ['milestones', milestone, path];
  }
  for (const [name, { by, receipt }] of Object.entries(service ?? {})) {
    for (const [post, path] of namesIn(by, `/service/${name}/by`)) yield ['posts', post, path];
    if (receipt !== undefined) yield ['documents', receipt, `/service/${name}/receipt`];
  }
}

function* inClock(clock: ClockDefinition, at: string): Generator<Reference> {
  yield ['milestones', clock.from, `${at}/from`];
  const extensions = [
    [clock.extend, `${at}/extend`] as const,
    ...(clock.alternatives ?? []).map(
      ({ extend }, index) => [extend, `${at}/alternatives/${index}/extend`] as const,
    ),
  ];
  for (const [extend, path] of extensions) {
    if (!extend) continue;
    yield ['posts', extend.approvedBy, `${path}/approvedBy`];
    if (extend.serve !== undefined) yield ['documents', extend.serve, `${path}/serve`];
  }
  if (clock.suspend?.serve !== undefined) yield ['documents', clock.suspend.serve, `${at}/suspend/serve`];
  const lapse = clock.onLapse;
  for (const [milestone, path] of namesIn(lapse?.records, `${at}/onLapse/records`))
    yield ['milestones', milestone, path];
  if (lapse?.serve !== undefined) yield ['documents', lapse.serve, `${at}/onLapse/serve`];
  for (const fact of Object.keys(lapse?.sets ?? {}))
    yield ['facts', fact, `${at}/onLapse/sets/${fact}`, true];
}

function* inAct(act: Omit<ActDefinition, 'title' | 'event'>, at: string): Generator<Reference> {
  for (const [post, path] of namesIn(act.by, `${at}/by`)) yield ['posts', post, path];
  for (const [index, requirement] of (act.requires ?? []).entries()) {
    for (const key of ['elapsed', 'within', 'lead'] as const) {
      const clock = requirement[key];
      if (clock !== undefined) yield ['clocks', clock, `${at}/requires/${index}/${key}`];
    }
  }
  for (const [milestone, path, atKey] of recordsIn(act, at)) yield ['milestones', milestone, path, atKey];
  for (const fact of Object.keys(act.sets ?? {})) yield ['facts', fact, `${at}/sets/${fact}`, true];
  for (const [document, path] of namesIn(act.serve, `${at}/serve`)) yield ['documents', document, path];
  for (const key of ['extends', 'interrupts'] as const) {
    const clock = act[key];
    if (clock !== undefined) yield ['clocks', clock, `${at}/${key}`];
  }
  if (typeof act.resumes === 'string') yield ['clocks', act.resumes, `${at}/resumes`];
  else if (act.resumes) yield ['clocks', act.resumes.clock, `${at}/resumes/clock`];
  for (const [other, path] of namesIn(act.separateFrom, `${at}/separateFrom`)) yield ['acts', other, path];
  if (act.joins !== undefined) yield ['posts', act.joins, `${at}/joins`];
  if (act.relates !== undefined) yield ['relations', act.relates, `${at}/relates`];
  for (const [post, path] of namesIn(act.circulates, `${at}/circulates`)) yield ['posts', post, path];
  if (act.signs !== undefined) yield ['signings', act.signs, `${at}/signs`];
  if (act.takesBack !== undefined) yield ['acts', act.takesBack, `${at}/takesBack`];
  if (act.suspends) yield ['clocks', act.suspends.clock, `${at}/suspends/clock`];
}

/** Milestones that an act records, however it writes them. */
function recordsIn(
  act: Pick<ActDefinition, 'records'>,
  at: string,
): readonly (readonly [string, string, boolean])[] {
  const { records } = act;
  if (typeof records === 'string' || Array.isArray(records) || records === undefined) {
    return namesIn(records as string | readonly string[] | undefined, `${at}/records`).map(([name, path]) => [
      name,
      path,
      false,
    ]);
  }
  return Object.keys(records).map((name) => [name, `${at}/records/${name}`, true]);
}
