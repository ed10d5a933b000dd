import { basisList } from '../states.js';
import { suggest } from '../suggest.js';
import type { CitedBasis, Finding, Rule, Subject } from './subject.js';

/** `32`, `32.1`, `32.1(4)`, `12(2)`, `17-1` (第十七条之一); `全文` of an instrument that is not divided, or not yet seen by article. */
const ARTICLE = /^(全文|[1-9]\d*(-[1-9]\d*)?(\.[1-9]\d*)?(\([1-9]\d*\))?)$/;

/** Everything that binds anybody names its provision: a declared law and an article. */
export const provisions: Rule = (subject) => {
  const used = new Set<string>();
  const findings = [...citedBases(subject)].flatMap(({ basis, pointer }) =>
    basisList(basis).flatMap((text, index) => {
      const path = Array.isArray(basis) ? `${pointer}/${index}` : pointer;
      used.add(lawIn(text));
      return provisionProblems(subject, text, path);
    }),
  );
  for (const name of Object.keys(subject.definition.law)) {
    if (used.has(name)) continue;
    const message = `no provision of "${name}" is cited; remove it or cite it`;
    findings.push({ code: 'law-not-cited', path: `/law/${name}`, message, atKey: true, severity: 'warning' });
  }
  return [...findings, ...missing(subject)];
};

function lawIn(basis: string): string {
  return basis.split(' ')[0] ?? '';
}

function provisionProblems({ definition }: Subject, text: string, path: string): Finding[] {
  if (HOUSE_RULE.test(text)) return [];
  const space = text.indexOf(' ');
  const law = space < 0 ? text : text.slice(0, space);
  const article = space < 0 ? '' : text.slice(space + 1);
  if (!Object.hasOwn(definition.law, law)) {
    const nearest = suggest(law, Object.keys(definition.law));
    const suggestion = nearest === undefined ? undefined : `${nearest} ${article}`.trim();
    const message = `"${law}" is not declared under "law"; declare it with its full title`;
    return [{ code: 'unknown-law', path, message, suggestion }];
  }
  if (ARTICLE.test(article)) return [];
  const message = `"${text}" is not a provision: write the abbreviation, a space and article[.paragraph][(item)], such as ${law} 32.1(4)`;
  return [{ code: 'bad-provision', path, message, suggestion: repaired(law, article) }];
}

/** Full-width brackets and 第…条 are the usual slips. */
function repaired(law: string, article: string): string | undefined {
  const plain = article
    .replace(/[（]/g, '(')
    .replace(/[）]/g, ')')
    .replace(/第|条|\s/g, '');
  return ARTICLE.test(plain) ? `${law} ${plain}` : undefined;
}

function missing(subject: Subject): Finding[] {
  const findings: Finding[] = [];
  for (const { pointer, state, path } of subject.nodes) {
    if (state.title === undefined) {
      findings.push({
        code: 'missing-key',
        path: pointer,
        message: `state "${path}" needs a title`,
        atKey: true,
      });
    }
    if (basisList(state.basis).length === 0) {
      const message = `state "${path}" names no provision; say which article makes it a step of the procedure`;
      findings.push({ code: 'missing-basis', path: pointer, message, atKey: true });
    }
  }
  for (const node of subject.nodes) {
    for (const { kind, to, pointer } of node.transitions) {
      if (kind === 'on' || basisList(to.basis).length > 0) continue;
      const message = `an automatic transition (${kind}) of "${node.path}" names no provision; nothing happens by itself without an article`;
      findings.push({ code: 'missing-basis', path: pointer, message });
    }
  }
  for (const [name, post] of Object.entries(subject.definition.posts)) {
    if (post.distinctFrom === undefined || post.basis !== undefined) continue;
    const message = `the separation of duties of "${name}" names no provision; add "basis"`;
    findings.push({ code: 'missing-basis', path: `/posts/${name}`, message, atKey: true });
  }
  return findings;
}

/** Every basis written anywhere. */
function* citedBases(subject: Subject): Generator<CitedBasis> {
  yield* basesWithin(subject.definition.posts, '/posts');
  yield* basesWithin(subject.definition.facts, '/facts');
  yield* basesWithin(subject.definition.milestones, '/milestones');
  yield* basesWithin(subject.definition.clocks, '/clocks');
  yield* basesWithin(subject.definition.documents, '/documents');
  yield* basesWithin(subject.definition.acts, '/acts');
  yield* basesWithin(subject.definition.states, '/states');
  for (const section of OPTIONAL) yield* basesWithin(subject.definition[section] ?? {}, `/${section}`);
}

const OPTIONAL = [
  ...(['relations', 'properties', 'signings', 'streams', 'work', 'materials', 'service'] as const),
  ...(['publications', 'guide'] as const),
] as const;

/** What belongs to the house and not to a statute is cited as such: `正程 工作交接`. */
const HOUSE_RULE = /^正程 \S+$/;

function* basesWithin(value: unknown, pointer: string): Generator<CitedBasis> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    const at = `${pointer}/${key}`;
    // An input may be called "basis": what act takes as input is not a citation.
    if (key === 'input' && /^\/(acts|service)\//.test(pointer)) continue;
    if (key === 'basis' && isBasis(entry)) yield { basis: entry, pointer: at };
    else yield* basesWithin(entry, at);
  }
}

function isBasis(value: unknown): value is string | readonly string[] {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((entry) => typeof entry === 'string'))
  );
}
