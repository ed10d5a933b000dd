import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { describeInterface } from '../../src/http/openapi/describe-interface.js';
import { INTERFACE_VERSION } from '../../src/http/openapi/interface-version.js';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly 'x-power'?: string;
  readonly security?: unknown;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
}

/** What may be sent without a key: questions, what is about a session alone, and what cannot be done twice. */
const WITHOUT_KEY = [
  'delete /v1/accounts/{person}/identities/{id}',
  'delete /v1/accounts/{person}/sessions',
  'delete /v1/me/calendar-feeds/{id}',
  'delete /v1/me/snippets/{id}',
  'delete /v1/me/tokens/{id}',
  'delete /v1/sessions',
  'delete /v1/sessions/current',
  'delete /v1/uploads/{id}',
  'delete /v1/webhooks/{id}',
  'post /v1/accounts',
  'post /v1/accounts/{person}/activation-codes',
  'post /v1/accounts/{person}/identities',
  'post /v1/accounts/{person}/standing',
  'post /v1/accounts/{person}/unlockings',
  'post /v1/activations',
  'post /v1/activations/confirmations',
  'post /v1/cases/{id}/acts/{act}/preflight',
  'post /v1/cases/{id}/follows',
  'post /v1/cases/{id}/forecasts',
  'post /v1/cases/{id}/unfollows',
  'post /v1/deadline-calculations',
  'post /v1/forecasts',
  'post /v1/me/calendar-feeds',
  'post /v1/me/notice-settings',
  'post /v1/me/password',
  'post /v1/me/snippets',
  'post /v1/me/tokens',
  'post /v1/notices/reads',
  'post /v1/sign-in',
  'post /v1/simulation/advances',
  'post /v1/uploads',
  'post /v1/webhooks',
  'post /v1/webhooks/{id}/pauses',
  'post /v1/webhooks/{id}/replays',
  'post /v1/webhooks/{id}/resumptions',
  'post /v1/webhooks/{id}/secrets',
  'post /v1/webhooks/{id}/skips',
];

/** Where two people can race for the same thing. */
const RACED = [
  'post /v1/cases/{id}/acts/{act}',
  'post /v1/cases/{id}/consultations/{name}/extensions',
  'post /v1/cases/{id}/consultations/{name}/results',
  'post /v1/cases/{id}/consultations/{name}/withdrawals',
  'post /v1/cases/{id}/documents/{did}/issuances',
  'post /v1/cases/{id}/documents/{did}/services',
  'post /v1/cases/{id}/form',
  'post /v1/cases/{id}/panels/{name}/answers',
  'post /v1/cases/{id}/panels/{name}/closures',
  'post /v1/cases/{id}/panels/{name}/commitments',
  'post /v1/cases/{id}/panels/{name}/declarations',
  'post /v1/cases/{id}/panels/{name}/declines',
  'post /v1/cases/{id}/panels/{name}/namings',
  'post /v1/cases/{id}/panels/{name}/opinions',
  'post /v1/cases/{id}/panels/{name}/renewals',
  'post /v1/cases/{id}/panels/{name}/replacements',
  'post /v1/cases/{id}/panels/{name}/reveals',
  'post /v1/cases/{id}/resumptions',
  'post /v1/cases/{id}/signings/{name}/signer-removals',
  'post /v1/cases/{id}/signings/{name}/signers',
  'post /v1/cases/{id}/signings/{name}/withdrawals',
  'post /v1/cases/{id}/suspensions',
  'post /v1/cases/{id}/tasks/{key}/claims',
  'post /v1/cases/{id}/tasks/{key}/consultations',
  'post /v1/cases/{id}/tasks/{key}/delegations',
  'post /v1/cases/{id}/tasks/{key}/reassignments',
  'post /v1/cases/{id}/tasks/{key}/releases',
  'post /v1/cases/{id}/tasks/{key}/transfers',
  'post /v1/cases/{id}/voidings',
];

describe('the interface document', () => {
  let text: string;
  let operations: (Operation & { readonly route: string })[];
  beforeAll(async () => {
    text = await describeInterface(INTERFACE_VERSION);
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
    operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, route: `${method} ${path}` })),
    );
  });

  it('is committed in step with the code (npm run openapi)', () => {
    expect(readFileSync('docs/openapi.json', 'utf8') === text).toBe(true);
  });

  it('is OpenAPI 3.1 and every reference leads somewhere', () => {
    const document = JSON.parse(text) as {
      openapi: string;
      components: { schemas: Record<string, unknown> };
    };
    expect(document.openapi).toBe('3.1.0');
    expect(text).not.toContain('"nullable"');
    const names = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name as string);
    expect([...new Set(names)].filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  it('gives every operation a name of its own, a summary in both languages, the power that it requires, and its problems', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { route, summary, responses, security, ...operation } of operations) {
      expect({ route, summary }).toEqual({
        route,
        summary: expect.stringMatching(/^\p{Script=Han}.* · [a-z]/u),
      });
      const power = operation['x-power'];
      expect({ route, power }).toEqual({ route, power: expect.stringMatching(/^[a-z]+([A-Z][a-z]+)*$/) });
      expect({ route, secured: security !== undefined }).toEqual({ route, secured: power !== 'public' });
      const problems = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      expect({ route, problems: problems.map(([status]) => status) }).toEqual({
        route,
        problems: expect.arrayContaining(power === 'public' ? ['503'] : ['401', '503']),
      });
      for (const [, { content }] of problems)
        expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('describes every property in both languages', () => {
    const { components } = JSON.parse(text) as {
      components: { schemas: Record<string, { properties?: Record<string, { description?: string }> }> };
    };
    const bare = Object.entries(components.schemas).flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, { description }]) => description === undefined)
        .map(([name]) => `${schema}.${name}`),
    );
    expect(bare).toEqual([]);
  });

  it('wants an Idempotency-Key on every POST that acts, and If-Match where two can race', () => {
    const keyed = operations.filter(({ parameters }) =>
      parameters.some(({ name }) => name === 'Idempotency-Key'),
    );
    const unkeyed = operations.filter(
      ({ route }) => /^(post|put|delete) /.test(route) && !keyed.some((one) => one.route === route),
    );
    expect(unkeyed.map(({ route }) => route).toSorted()).toEqual(WITHOUT_KEY);
    const matched = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'If-Match'));
    expect(matched.map(({ route }) => route).toSorted()).toEqual(RACED);
  });
});
