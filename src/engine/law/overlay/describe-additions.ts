import type { Definition } from '../definition.js';
import { namesIn } from '../lint/subject.js';
import { statePointer } from './change-set.js';
import { stateTitle, titlesIn } from './describe-changes.js';
import type { Layer, Said } from './said.js';
import { conventionWords, limitWords, type Words } from './in-words.js';
import type { OverlayAdditions } from './overlay-source.js';
import { listOf } from './same-thing.js';
import { bothOf } from './weakening.js';

/** New steps, with their place. */
export function describeInsertions({ above, overlay, here }: Layer): Said[] {
  return Object.entries(overlay.insert ?? {}).map(([name, { before, after, into, state }]) => {
    const place = before ?? after ?? into ?? '';
    const parent = into ?? place.split('.').slice(0, -1).join('.');
    const path = statePointer(parent === '' ? name : `${parent}.${name}`);
    const known = stateTitle(place, above);
    const { zh, en } = bothOf(known === place ? stateTitle(place, here) : known);
    const title = bothOf(state.title);
    const says =
      before !== undefined
        ? { zh: `在「${zh}」之前增加步骤「${title.zh}」`, en: `new step "${title.en}" before "${en}"` }
        : after !== undefined
          ? { zh: `在「${zh}」之后增加步骤「${title.zh}」`, en: `new step "${title.en}" after "${en}"` }
          : { zh: `在「${zh}」中增加步骤「${title.zh}」`, en: `new step "${title.en}" within "${en}"` };
    return { kind: 'added', path, says, basis: state.basis };
  });
}

/** What an overlay declares of its own. Facts and days are not told: the acts that set them are. */
export function describeAdditions({ overlay, here }: Layer): Said[] {
  const { add = {} } = overlay;
  const said = (section: keyof OverlayAdditions, say: (name: string) => Words | undefined): Said[] =>
    Object.entries(add[section] ?? {}).flatMap(([name, thing]) => {
      const says = say(name);
      return says ? [{ kind: 'added', path: `/${section}/${name}`, says, basis: thing.basis }] : [];
    });
  const named = (section: keyof OverlayAdditions, zh: string, en: string): Said[] =>
    said(section, (name) => {
      const title = titlesIn(here[section] ?? {})(name);
      return { zh: `增设${zh}「${title.zh}」`, en: `new ${en} "${title.en}"` };
    });
  return [
    ...named('posts', '岗位', 'post'),
    ...said('clocks', (name) => clockWords(name, here)),
    ...named('documents', '文书', 'document'),
    ...said('acts', (name) => actWords(name, here)),
    ...named('signings', '会签', 'round of signatures'),
    ...named('streams', '事项', 'stream'),
    ...named('service', '送达方式', 'mode of service'),
    ...said('properties', (name) => propertyWords(name, here)),
    ...named('publications', '公开事项', 'publication'),
  ];
}

/** Gates and consequences of lapses say again what is told of requirements and terms: only demands on paths are told. */
function propertyWords(name: string, { properties = {} }: Definition): Words | undefined {
  const property = properties[name];
  if (!property || !('never' in property)) return undefined;
  const title = bothOf(property.title);
  return { zh: `增设必须始终成立的要求「${title.zh}」`, en: `new demand on every path "${title.en}"` };
}

function clockWords(name: string, { clocks, milestones }: Definition): Words | undefined {
  const clock = clocks[name];
  if (!clock) return undefined;
  const [title, limit] = [bothOf(clock.title), limitWords(clock.kind, clock.term)];
  const from = titlesIn(milestones)(clock.from);
  const others = (clock.alternatives ?? []).map(({ when, term }) => {
    const other = limitWords(clock.kind, term);
    return { zh: `，${when} 时${other.zh}`, en: `, ${other.en} where ${when}` };
  });
  const rules = Object.entries(clock.conventions ?? {}).map(([question, value]) =>
    conventionWords(question as Parameters<typeof conventionWords>[0], value),
  );
  const join = (language: keyof Words): string =>
    [
      ...others.map((one) => one[language]),
      ...rules.map((one) => `${language === 'zh' ? '，' : ', '}${one[language]}`),
    ].join('');
  return {
    zh: `增设期限「${title.zh}」：${limit.zh}，自「${from.zh}」起算${join('zh')}`,
    en: `new term "${title.en}": ${limit.en}, from "${from.en}"${join('en')}`,
  };
}

function actWords(name: string, { acts, posts }: Definition): Words | undefined {
  const act = acts[name];
  if (!act) return undefined;
  const title = bothOf(act.title);
  const by = namesIn(listOf(act.by), '').map(([post]) => titlesIn(posts)(post));
  return {
    zh: `增设行为「${title.zh}」，由${by.map(({ zh }) => zh).join('、')}办理`,
    en: `new act "${title.en}", by the ${by.map(({ en }) => en).join(', ')}`,
  };
}
