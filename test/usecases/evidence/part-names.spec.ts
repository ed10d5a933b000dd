import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import type { Definition } from '../../../src/engine/law/definition.js';
import {
  type DisclosedStream,
  KNOWN_PARTS,
  knownPart,
  UNDISCLOSED_STREAMS,
} from '../../../src/usecases/evidence/part-kinds.js';
import { saysSensitive, sensitiveFields } from '../../../src/usecases/evidence/sensitive-documents.js';
import { ServedDocuments } from '../../../src/usecases/evidence/served-documents.js';
import { STREAM_KINDS } from '../../../src/engine/law/stream-definition.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { procedureFrom } from '../../support/procedures.js';

/** Where the parts of each kind of stream are written; what other folders write is in no bundle. */
const WRITERS: Readonly<Record<DisclosedStream, readonly string[]>> = {
  case: [
    ...['src/usecases/cases/act-records.ts', 'src/usecases/cases/open-case.ts', 'src/usecases/work'],
    ...['src/usecases/papers', 'src/usecases/materials', 'src/usecases/evidence'],
    ...['src/usecases/reading', 'src/usecases/audit/record-reading.ts'],
  ],
  draft: ['src/engine/draft', 'src/usecases/streams/draft', 'src/usecases/streams/work-on-stream.ts'],
  consultation: ['src/engine/consultation', 'src/usecases/streams/consultation'],
  panel: ['src/engine/panel', 'src/usecases/streams/panel'],
  meeting: ['src/engine/meeting', 'src/usecases/streams/meeting'],
};

/** Folders that write parts of streams that no bundle holds. */
const ELSEWHERE: readonly string[] = [
  ...['src/usecases/identity', 'src/usecases/log', 'src/usecases/organisation', 'src/usecases/notices'],
  ...['src/usecases/redaction', 'src/usecases/audit'],
];

/** Functions whose argument becomes parts, and which argument of theirs. */
const GIVEN: Readonly<Record<string, (path: string) => number>> = {
  decided: (path) => (path.startsWith('src/engine/meeting') ? 2 : -1),
  workEntry: () => 3,
  decisionEntry: () => 3,
};
/** Functions that make parts. */
const MAKERS: ReadonlySet<string> = new Set(['inputParts', 'attemptPart', 'partsBeside']);

describe('parts that bundles disclose or withhold', () => {
  it('are known by name, every one that the code writes', () => {
    const unknown: string[] = [];
    for (const [kind, places] of Object.entries(WRITERS))
      for (const file of places.flatMap(sourcesIn))
        for (const name of writtenIn(file))
          if (!isKnown(kind as DisclosedStream, name)) unknown.push(`${file}: ${kind} ${name}`);
    expect(unknown).toEqual([]);
  });

  it('are written nowhere but where this test looks', () => {
    const known = [...Object.values(WRITERS).flat(), ...ELSEWHERE].flatMap(sourcesIn);
    // A verifier counts parts, and writes none.
    const others = ['src/usecases', 'src/engine']
      .flatMap(sourcesIn)
      .filter((file) => !known.includes(file) && !file.startsWith('src/engine/audit/bundle/verify/'));
    expect(others.filter((file) => writtenIn(file).length > 0)).toEqual([]);
  });

  it('are found by this test: it sees the names that there are', () => {
    const seen = (kind: DisclosedStream): ReadonlySet<string> =>
      new Set(WRITERS[kind].flatMap(sourcesIn).flatMap(writtenIn));
    // What is computed from a comment's number or a declared name is not in the code as a word.
    for (const kind of Object.keys(WRITERS) as DisclosedStream[])
      for (const name of Object.keys(KNOWN_PARTS[kind]).filter((one) => !one.includes('*')))
        if (!(name === 'attempt' && kind !== 'draft')) expect([...seen(kind)]).toContain(name);
  });

  it('have a class in every procedure as it ships, whatever its acts and its form ask', () => {
    const unknown: string[] = [];
    for (const file of procedureFiles()) {
      const { definition } = procedureFrom(file);
      for (const [act, { input = {} }] of Object.entries(definition.acts))
        for (const [name, { personal }] of Object.entries(input)) {
          const kind = knownPart(definition, 'case', act, `input.${name}`);
          if (kind === undefined) unknown.push(`${file} ${act} ${name}`);
          if (personal) expect([file, act, name, kind]).toEqual([file, act, name, classOf(personal)]);
        }
      for (const [name, { personal = false }] of Object.entries(definition.form ?? {}))
        expect(knownPart(definition, 'case', undefined, `field.${name}`)).toBe(
          personal ? classOf(personal) : 'plain',
        );
      // What goes on beside its cases is of kinds that are known.
      for (const { kind } of Object.values(definition.streams ?? {}))
        expect(KNOWN_PARTS).toHaveProperty(kind);
    }
    expect(unknown).toEqual([]);
  });

  it('belong to kinds of streams, each of which is disclosed or in no bundle', () => {
    const disclosed = Object.keys(KNOWN_PARTS);
    expect(disclosed.toSorted()).toEqual(['case', ...Object.keys(STREAM_KINDS)].toSorted());
    const library = Object.keys(LIBRARY_STREAMS);
    expect([...UNDISCLOSED_STREAMS].toSorted()).toEqual(
      [...library, 'account', 'redaction', 'privacy'].toSorted(),
    );
  });

  it('are listed for readers, each with its class', () => {
    const text = readFileSync('workflows/disclosure/README.md', 'utf8');
    const listed = [...text.matchAll(/^\| (\w+) \| `([^`]+)` \| (\w+) \| (.+) \|$/gm)].map((row) =>
      row.slice(1, 4),
    );
    const known = Object.entries(KNOWN_PARTS).flatMap(([kind, parts]) =>
      Object.entries(parts).map(([name, what]) => [kind, name, what]),
    );
    expect(listed.toSorted(byText)).toEqual(known.toSorted(byText));
  });
});

describe('documents', () => {
  const { definition } = procedureFrom('workflows/national/administrative-licence/procedure.yaml');

  it('say what is sensitive where a field of theirs does, and is not empty', () => {
    expect(sensitiveFields(definition)).toContain('证件号码');
    const document = (fields: object): string => JSON.stringify({ fields });
    expect(saysSensitive(definition, 'document', document({ 证件号码: '5301', 地址: '街' }))).toBe(true);
    expect(saysSensitive(definition, 'document', document({ 证件号码: '', 地址: '街' }))).toBe(false);
    expect(saysSensitive(definition, 'answers', JSON.stringify({ 证件号码: '5301' }))).toBe(true);
  });

  it('are taken for served on whom a record says so, and on a post that he alone holds', () => {
    const told = new ServedDocuments();
    const service = (id: string, to: string, did = 'served') => ({ did, id, service: { to } });
    told.visit({ data: { opened: { parties: { applicant: ['p-1'], neighbour: ['p-2', 'p-3'] } } } });
    const papers = [
      ...[service('d1', 'p-1'), service('d2', 'applicant'), service('d3', 'neighbour')],
      service('d4', 'p-2', 'serviceFailed'),
    ];
    told.visit({ data: { papers } });
    expect([...told.servedOn('p-1')]).toEqual(['d1', 'd2']);
    expect([...told.servedOn('p-2')]).toEqual([]);
    told.visit({ data: { joined: { applicant: ['p-4'] } } });
    expect([...told.servedOn('p-1')]).toEqual(['d1']);
    expect([...told.servedOn(undefined)]).toEqual([]);
  });
});

const byText = (a: readonly string[], b: readonly string[]): number => (a.join() < b.join() ? -1 : 1);
const classOf = (personal: NonNullable<unknown>): string =>
  personal === 'sensitive' ? 'sensitive' : 'personal';

function isKnown(kind: DisclosedStream, name: string): boolean {
  return (
    Object.hasOwn(KNOWN_PARTS[kind], name) || knownPart({} as Definition, kind, undefined, name) !== undefined
  );
}

function sourcesIn(place: string): readonly string[] {
  if (place.endsWith('.ts')) return [place];
  const entries = readdirSync(place, { recursive: true }) as string[];
  return entries.filter((name) => name.endsWith('.ts')).map((name) => join(place, name));
}

function procedureFiles(): readonly string[] {
  const entries = readdirSync('workflows', { recursive: true }) as string[];
  return entries.filter((name) => basename(name) === 'procedure.yaml').map((name) => join('workflows', name));
}

const written = new Map<string, readonly string[]>();

/** Names in the object literals that become parts: of what is named so, is given to a function for it, or made by one. */
function writtenIn(path: string): readonly string[] {
  const names = written.get(path) ?? readNames(path);
  written.set(path, names);
  return names;
}

function readNames(path: string): readonly string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
  const constants = new Map<string, ts.Expression>();
  const names: string[] = [];
  const take = (node: ts.Node | undefined): void => {
    if (!node) return;
    const named = ts.isIdentifier(node) ? constants.get(node.text) : undefined;
    names.push(...namesIn(named ?? node));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) {
      constants.set(node.name.getText(), node.initializer);
      if (node.name.getText() === 'parts') take(node.initializer);
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'parts') take(node.initializer);
    if (ts.isCallExpression(node)) take(node.arguments[GIVEN[node.expression.getText()]?.(path) ?? -1]);
    if (ts.isFunctionDeclaration(node) && MAKERS.has(node.name?.text ?? ''))
      node.body?.forEachChild(visitReturn);
    ts.forEachChild(node, visit);
  };
  const visitReturn = (node: ts.Node): void => {
    if (ts.isReturnStatement(node)) take(node.expression);
  };
  visit(source);
  return names;
}

/** Names of the properties of the literals in an expression, spread ones too; not of literals that are values of them. */
function namesIn(node: ts.Node): readonly string[] {
  if (ts.isParenthesizedExpression(node)) return namesIn(node.expression);
  if (ts.isConditionalExpression(node)) return [...namesIn(node.whenTrue), ...namesIn(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return namesIn(node.right);
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return namesIn(property.expression);
    const { name } = property;
    return ts.isIdentifier(name) || ts.isStringLiteral(name) ? [name.text] : [];
  });
}
