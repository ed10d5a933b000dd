import type { Conventions } from '../../clock/conventions.js';
import type { ClockDefinition, Requirement, Text } from '../definition.js';
import { compositionWords } from '../panel-composition.js';
import { basisList } from '../states.js';
import { statePointer } from './change-set.js';
import { isHouseNumber } from './clock-pair.js';
import type { Layer, Said } from './said.js';
import { conventionWords, limitWords, termWords, type Words } from './in-words.js';
import type { ActChange, ClockChange, FactChange, StateChange, StreamChange } from './overlay-source.js';
import { listOf, sameThing } from './same-thing.js';
import { bothOf } from './weakening.js';

/** What an overlay sets differently of things that are there. */
export function describeChanges({ above, overlay, here }: Layer): Said[] {
  const { change = {} } = overlay;
  const posts = titlesIn(here.posts);
  const acts = titlesIn(here.acts);
  const said =
    (path: string, basis: Said['basis']) =>
    (says: Words, own?: Said['basis']): Said => ({
      kind: 'tightened',
      path,
      says,
      basis: own ?? basis,
    });
  return [
    ...entries(change.clocks).flatMap(([name, clock]) => {
      const was = above.clocks[name];
      if (!was) return [];
      const kind: Said['kind'] = clock.term && isHouseNumber(was) ? 'set' : 'tightened';
      return clockChanges(was, clock).map((says) => ({
        ...said(`/clocks/${name}`, clock.basis)(says),
        kind,
      }));
    }),
    ...entries(change.acts).flatMap(([name, act]) => {
      const say = said(`/acts/${name}`, act.basis);
      const title = acts(name);
      const apart = act.separateFrom?.map((other) =>
        say({
          zh: `「${title.zh}」不得由办理「${acts(other).zh}」的人员办理`,
          en: `"${title.en}" is not done by whoever did "${acts(other).en}"`,
        }),
      );
      return [...guardChanges(title, act, posts, say), ...(apart ?? [])];
    }),
    ...entries(change.streams).flatMap(([name, stream]) => {
      const say = said(`/streams/${name}`, stream.basis);
      const title = titlesIn(here.streams ?? {})(name);
      return [...guardChanges(title, stream, posts, say), ...compositionChanges(title, stream, say)];
    }),
    ...entries(change.facts).map(([name, fact]) =>
      said(`/facts/${name}`, fact.basis)(factChange(titlesIn(here.facts)(name), fact)),
    ),
    ...entries(change.posts).flatMap(([name, post]) => {
      const before = above.posts[name]?.distinctFrom ?? [];
      const more = post.distinctFrom.filter((other) => !before.some((one) => sameThing(one, other)));
      return more.map((other) => {
        const [one, two] = [posts(name), posts(typeof other === 'string' ? other : other.post)];
        const says = {
          zh: `「${one.zh}」不得与「${two.zh}」为同一人`,
          en: `"${one.en}" is not the same person as "${two.en}"`,
        };
        return said(`/posts/${name}`, post.basis)(says);
      });
    }),
    ...entries(change.states).flatMap(([path, state]) =>
      stateChanges(path, state, { above, overlay, here }).map((says) =>
        said(statePointer(path), state.basis)(says),
      ),
    ),
  ];
}

/** Titles of declared things, by name. */
export function titlesIn(
  things: Readonly<Record<string, { readonly title: Text }>>,
): (name: string) => Words {
  return (name) => bothOf(things[name]?.title ?? name);
}

function entries<T>(section: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(section ?? {});
}

function clockChanges(was: ClockDefinition, change: ClockChange): Words[] {
  const { zh, en } = bothOf(was.title);
  const found: Words[] = [];
  const say = (chinese: string, english: string): number =>
    found.push({ zh: `期限「${zh}」${chinese}`, en: `"${en}" ${english}` });
  if (change.term) {
    const [before, now] = [limitWords(was.kind, was.term), limitWords(was.kind, change.term)];
    say(`由${before.zh}改为${now.zh}`, `is ${now.en} instead of ${before.en}`);
  }
  if (change.promised) {
    const [before, now] = [was.promised && termWords(was.promised), termWords(change.promised)];
    say(
      before ? `的承诺期限由${before.zh}改为${now.zh}` : `的承诺期限为${now.zh}`,
      `is promised in ${now.en}${before ? ` instead of ${before.en}` : ''}`,
    );
  }
  for (const [name, value] of Object.entries(change.conventions ?? {})) {
    const rule = conventionWords(name as keyof Conventions, value);
    say(`：${rule.zh}`, `: ${rule.en}`);
  }
  for (const { when, term, basis } of change.alternatives ?? []) {
    const now = limitWords(was.kind, term);
    const cited = basisList(basis).join('、');
    say(`在 ${when} 时为${now.zh}（${cited}）`, `is ${now.en} where ${when} (${cited})`);
  }
  if (change.extend === 'never') say('不得延长', 'is never extended');
  else if (change.extend) {
    const by = termWords(change.extend.by);
    say(
      `可以延长${change.extend.times}次，每次${by.zh}`,
      `may be extended ${change.extend.times} time(s) by ${by.en}`,
    );
  }
  if (change.grounds) {
    const grounds = change.grounds.join('、');
    say(`仅可因${grounds}中止计算`, `stands still only for ${grounds}`);
  }
  return found;
}

function guardChanges(
  title: Words,
  change: ActChange | StreamChange,
  posts: (name: string) => Words,
  say: (says: Words, own?: Said['basis']) => Said,
): Said[] {
  const found = (change.requires ?? []).map((requirement) =>
    say(requirementWords(title, requirement), requirement.basis),
  );
  if (change.by === undefined) return found;
  const by = listOf(change.by).map(posts);
  const says = {
    zh: `「${title.zh}」仅由${by.map(({ zh }) => zh).join('、')}办理`,
    en: `"${title.en}" is done by the ${by.map(({ en }) => en).join(', ')} only`,
  };
  return [...found, say(says)];
}

function compositionChanges(
  { zh, en }: Words,
  { composition }: StreamChange,
  say: (says: Words, own?: Said['basis']) => Said,
): Said[] {
  if (!composition) return [];
  const words = compositionWords(composition);
  const parts = (['atLeast', 'odd', 'sectorAtMost'] as const).filter((part) => composition[part]);
  return parts.map((part) =>
    say({ zh: `「${zh}」：${words[part].zh}`, en: `"${en}": ${words[part].en}` }, composition.basis),
  );
}

function requirementWords(title: Words, { say }: Requirement): Words {
  const { zh, en } = bothOf(say);
  return {
    zh: `「${title.zh}」增加前置条件，不符合的不予办理：${zh}`,
    en: `"${title.en}" asks for more, and is refused where it is missing: ${en}`,
  };
}

function factChange(title: Words, change: FactChange): Words {
  const say = bothOf(change.say);
  if (change.mandatory) {
    return { zh: `「${title.zh}」一律适用：${say.zh}`, en: `"${title.en}" always applies: ${say.en}` };
  }
  const values = (change.values ?? []).join('、');
  return {
    zh: `「${title.zh}」限于${values}：${say.zh}`,
    en: `"${title.en}" is one of ${values}: ${say.en}`,
  };
}

function stateChanges(path: string, change: StateChange, { above, here }: Layer): Words[] {
  const title = bothOf(stateTitle(path, above));
  const clocks = (change.clocks ?? []).map(titlesIn(here.clocks));
  const acts = Object.keys(change.on ?? {})
    .filter((event) => Object.hasOwn(here.acts, event))
    .map(titlesIn(here.acts));
  return [
    ...acts.map(({ zh, en }) => ({
      zh: `步骤「${title.zh}」中可以办理「${zh}」`,
      en: `"${en}" is done in the step "${title.en}"`,
    })),
    ...clocks.map(({ zh, en }) => ({
      zh: `步骤「${title.zh}」中计算「${zh}」`,
      en: `"${en}" runs in the step "${title.en}"`,
    })),
  ];
}

/** Title of a state by its absolute dotted path. */
export function stateTitle(path: string, { states }: Layer['above']): Text {
  const [first = '', ...rest] = path.split('.');
  let state = states[first];
  for (const name of rest) state = typeof state === 'object' ? state.states?.[name] : undefined;
  return typeof state === 'object' ? state.title : path;
}
