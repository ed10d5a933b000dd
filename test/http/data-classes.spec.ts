import { beforeAll, describe, expect, it } from '@jest/globals';
import { describeInterface } from '../../src/http/openapi/describe-interface.js';
import { INTERFACE_VERSION } from '../../src/http/openapi/interface-version.js';

interface Interface {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, Field>> }>>;
  };
}

interface Field {
  readonly 'x-data-class'?: string;
}

/** Whatever tells of a case, its acts, records and tasks. */
const OF_CASES = /^\/v1\/(cases|tasks|streams|incidents)/;
const SCHEMA = /#\/components\/schemas\/(\w+)/g;

describe('data classes', () => {
  let document: Interface;
  const fields = new Map<string, string | undefined>();

  beforeAll(async () => {
    document = JSON.parse(await describeInterface(INTERFACE_VERSION)) as Interface;
    const found = new Set<string>();
    const visit = (text: string): void => {
      for (const [, name] of text.matchAll(SCHEMA)) {
        if (name === undefined || found.has(name) || name === 'ProblemDto') continue;
        found.add(name);
        visit(JSON.stringify(document.components.schemas[name]));
      }
    };
    for (const [path, operations] of Object.entries(document.paths)) {
      if (!OF_CASES.test(path)) continue;
      for (const { responses } of Object.values(operations)) visit(JSON.stringify(responses));
    }
    for (const name of found) {
      const { properties = {} } = document.components.schemas[name] ?? {};
      for (const [field, { 'x-data-class': dataClass }] of Object.entries(properties)) {
        fields.set(`${name}.${field}`, dataClass);
      }
    }
  });

  it('are declared by every field of every answer about cases', () => {
    expect(fields.size).toBeGreaterThan(120);
    const without = [...fields].filter(([, dataClass]) => dataClass === undefined).map(([field]) => field);
    expect(without).toEqual([]);
    const known = ['public', 'internal', 'personal', 'sensitive'];
    expect([...fields.values()].filter((dataClass) => !known.includes(dataClass ?? ''))).toEqual([]);
  });

  it('name all fields that are masked for whoever is not party to the case', () => {
    const of = (wanted: string): string[] =>
      [...fields]
        .filter(([, dataClass]) => dataClass === wanted)
        .map(([field]) => field)
        .toSorted();
    expect(of('personal')).toEqual([
      'CaseDto.applicantName',
      'CaseDto.subject',
      'CommentDto.text',
      'DraftAnswerDto.text',
      'DraftCommentDto.text',
      'IncidentDto.subject',
      'ListedCaseDto.applicantName',
      'ListedCaseDto.subject',
      'MaterialDto.title',
      'MaterialVersionDto.name',
      'OpinionDto.signature',
      'OpinionDto.text',
      'PersonRequestDto.answer',
      'PersonRequestDto.person',
      'PersonRequestDto.reason',
      'ReadAuthorDto.contact',
      'ReadAuthorDto.name',
      'ReadDocumentDto.content',
      'ReusableMaterialDto.applicantName',
      'ReusableMaterialDto.subject',
      'TaskDto.applicantName',
      'TaskDto.subject',
    ]);
    expect(of('sensitive')).toEqual(['FormFieldDto.value', 'LedgerRecordDto.parts', 'UnmaskingDto.values']);
  });
});
