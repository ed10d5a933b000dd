import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { USAGE } from '../../src/cli/usage.js';
import { HOUSE, PAGES } from './marked-blocks.js';

type Tree = Readonly<Record<string, unknown>>;

const defaults = parse(readFileSync(join(HOUSE, 'config/default.yaml'), 'utf8')) as Tree;
const openapi = JSON.parse(readFileSync(join(HOUSE, 'docs/openapi.json'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Tree>>;
};
const routes = Object.entries(openapi.paths).map(([path, methods]) => ({
  segments: path.slice(1).split('/'),
  methods: Object.keys(methods).map((method) => method.toUpperCase()),
}));
const commands = [...USAGE.matchAll(/^ {2}([a-z][a-z-]*(?: (?:keys|recover|key|serve|answer))?) ?/gm)].map(
  (found) => found[1] ?? '',
);

/** Variables that the head of the settings lists, and two of the tests. */
const VARIABLES: ReadonlySet<string> = new Set([
  ...(readFileSync(join(HOUSE, 'config/default.yaml'), 'utf8').match(/\b(?:DUECOURSE|DATABASE)_[A-Z_]+\b/g) ??
    []),
  ...['DUECOURSE_APPROVE', 'DUECOURSE_RECORD', 'DUECOURSE_TEST_SEED'],
]);
/** Words with a dot that begin like a setting and are something else: records, fields of records, files. */
const NO_SETTINGS = /^(?:data\.(?!directory$)|(?:log\.recovered|inbox\.changed|identity\.key)$)/;

function isSetting(name: string): boolean {
  let at: unknown = defaults;
  for (const key of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Tree)[key];
  }
  return true;
}

/** Settings that a page names in its text, and in blocks that could be a settings file. */
function settingsIn(text: string): readonly string[] {
  const inText = [...text.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)+)(?:: [^`]*)?`/g)]
    .map((found) => found[1] ?? '')
    .filter((name) => Object.hasOwn(defaults, name.split('.')[0] ?? '') && !NO_SETTINGS.test(name));
  const inBlocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].flatMap((found) => {
    const block: unknown = parse(found[1] ?? '');
    if (typeof block !== 'object' || block === null) return [];
    const sections = Object.entries(block);
    if (!sections.every(([section]) => Object.hasOwn(defaults, section))) return [];
    return sections.flatMap(([section, keys]) => Object.keys(keys as Tree).map((key) => `${section}.${key}`));
  });
  return [...inText, ...inBlocks];
}

/** Addresses that a page names, with the method where one stands before it. */
function addressesIn(text: string): readonly { readonly method?: string; readonly path: string }[] {
  const found = text.matchAll(/(?:\b(GET|POST|PUT|PATCH|DELETE)\s+)?(\/v1\/[\w{}<>$/.:-]+)/g);
  return [...found].map(([, method, path = '']) => ({
    ...(method !== undefined && { method }),
    path: path.replace(/[.:]+$/, ''),
  }));
}

/** A segment that stands for any: `{id}`, `<stream>`, `$CASE`. */
const ANY = /^(?:\{.*\}|<.*>|\$\w+|:\w+)$/;
/** A parameter at the end that takes several segments. */
const REST = '{path}';

function isRoute({ method, path }: { readonly method?: string; readonly path: string }): boolean {
  const asked = path.slice(1).split('/');
  const open = asked.at(-1) === '' ? asked.length - 1 : undefined;
  return routes.some(
    ({ segments, methods }) =>
      (open === undefined
        ? segments.length === asked.length || (segments.at(-1) === REST && segments.length < asked.length)
        : segments.length > open) &&
      (method === undefined || methods.includes(method)) &&
      asked
        .slice(0, open ?? segments.length)
        .every((segment, n) => segment === segments[n] || ANY.test(segments[n] ?? '') || ANY.test(segment)),
  );
}

/** Commands of the program that a page tells to give. */
function commandsIn(text: string): readonly string[] {
  const lines = text.matchAll(/(?:^|[`(])(?:npx )?duecourse ((?:(?:log|witness) )?[a-z][a-z-]*)\b/gm);
  return [...lines]
    .map((found) => found[1] ?? '')
    .filter((command) => command !== 'log' && command !== 'help');
}

describe.each(PAGES.filter((page) => !page.startsWith('docs/adr/')))('%s', (page) => {
  const text = readFileSync(join(HOUSE, page), 'utf8');

  it('names settings, addresses, commands and variables that exist', () => {
    const variables = [...text.matchAll(/\b(?:DUECOURSE|DATABASE)_[A-Z_]+\b/g)].map(([name]) => name);
    expect({
      settings: settingsIn(text).filter((name) => !isSetting(name)),
      addresses: addressesIn(text).filter((address) => !isRoute(address)),
      commands: commandsIn(text).filter((command) => !commands.includes(command)),
      variables: variables.filter((name) => !VARIABLES.has(name)),
    }).toEqual({ settings: [], addresses: [], commands: [], variables: [] });
  });
});

describe('the check itself', () => {
  it('finds what does not exist', () => {
    const text =
      '`log.every` `log.evry: 3` GET /v1/cases/{id} POST /v1/log/keys /v1/nothing `duecourse vrify`\n' +
      '```yaml\nlog:\n  witnesss: []\n```\n';
    expect(settingsIn(text).filter((name) => !isSetting(name))).toEqual(['log.evry', 'log.witnesss']);
    expect(addressesIn(text).filter((address) => !isRoute(address))).toEqual([
      { method: 'POST', path: '/v1/log/keys' },
      { path: '/v1/nothing' },
    ]);
    expect(commandsIn(text).filter((command) => !commands.includes(command))).toEqual(['vrify']);
  });
});
