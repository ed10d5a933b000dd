import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../../../src/engine/law/problem.js';
import { loadPapers, TEXTS } from '../case/documents/papers.js';

const TEXT = 'papers/documents/';

function problemsOf(change: readonly [from: string, to: string], texts = TEXTS): readonly Problem[] {
  const loaded = loadPapers((text) => {
    expect(text).toContain(change[0]);
    return text.replace(change[0], () => change[1]);
  }, texts);
  return loaded.ok ? loaded.warnings : loaded.problems;
}

function problemsInText(name: string, text: string): readonly Problem[] {
  const loaded = loadPapers(undefined, { ...TEXTS, [name]: text });
  return loaded.ok ? [] : loaded.problems;
}

describe('a definition with texts', () => {
  it('is complete without its files: they are part of what is digested', () => {
    const [one, other] = [
      loadPapers(),
      loadPapers(undefined, { ...TEXTS, deemed: `${TEXTS['deemed']}另行通知。\n` }),
    ];
    if (!one.ok || !other.ok) throw new Error('the sample does not load');
    expect(one.warnings).toEqual([]);
    expect(one.compiled.definition.documents['deemed']?.template).toBe(TEXTS['deemed']?.trim());
    expect(one.compiled.digest.sha256).not.toBe(other.compiled.digest.sha256);
  });

  it('may leave texts out: such documents are ordered and never issued', () => {
    const loaded = loadPapers(undefined, {});
    expect(loaded.ok).toBe(true);
  });
});

describe('a mistake in the definition of documents', () => {
  it.each([
    [
      'a field without a source',
      '理由: { from: inputs.refuse.reasons }',
      '理由: { as: text }',
      'field-without-source',
    ],
    ['a source that does not parse', 'inputs.refuse.reasons', 'inputs.refuse.reasons +', 'feel-syntax'],
    ['a source of nothing', 'inputs.refuse.reasons', 'inputs.refuse.reason', 'feel-unknown-name'],
    ['a source that reads the time', 'inputs.refuse.reasons', 'string(now())', 'feel-reads-time'],
    ['a source of another document’s answers', 'inputs.refuse.reasons', 'ask.说明', 'feel-unknown-name'],
    ['an answer that nobody gives', 'ask.复议前置 = true', 'ask.事由 = true', 'feel-unknown-name'],
    [
      'an addressee who is no party',
      'to: applicant\n    seal: organ',
      'to: decider\n    seal: organ',
      'not-a-party',
    ],
    ['remedies told to nobody', 'to: applicant\n    seal: organ', 'seal: organ', 'no-addressee'],
    [
      'service without an addressee',
      'basis: 许可法 42.1\n    fields',
      'basis: 许可法 42.1\n    served: { basis: 许可法 44 }\n    fields',
      'no-addressee',
    ],
    ['an issuer who is no post', 'issuedBy: window', 'issuedBy: windo', 'unknown-post'],
    ['a document that nobody may issue', '    issuedBy: window\n', '', 'nobody-issues'],
    ['two documents in one register', 'register: 许否', 'register: 许收', 'register-twice'],
    [
      'a field that stands nowhere',
      '原截止日: { from',
      '理由: { from: order.by }\n      原截止日: { from',
      'field-not-in-template',
    ],
    [
      'a text without sources of its fields',
      'fields:\n      届满日: { from: lapse.dueOn, as: date }\n      视为受理日: { from: lapse.effectiveOn, as: date }\n      期限: { from: lapse.title }',
      'fields: [届满日]',
      'fields-without-source',
    ],
    ['a common field that stands nowhere', '  opening: [', '  opening_: [', 'unknown-key'],
    ['a common line without its field', "'承办人：{{承办人}}'", "'承办人'", 'field-not-in-template'],
    ['a common line with a field of nobody', "'承办人：{{承办人}}'", "'{{承办人}}{{电话}}'", 'unknown-field'],
    ['a fact that hides what documents read', '  heard: { type', '  organ.heard: { type', 'reserved-name'],
    ['a table out of a list', '名称: { as: list', '名称: { as: table', 'wrong-place'],
    ['a rule on remedies without a provision', ', basis: 复议法 23 }', ' }', 'missing-key'],
  ])('%s is refused and named', (_, from, to, code) => {
    const found = problemsOf([from, to]).filter((problem) => problem.code === code);
    expect(found.length).toBeGreaterThan(0);
    for (const { line, column, message } of found) {
      expect(line).toBeGreaterThan(1);
      expect(column).toBeGreaterThan(0);
      expect(message.length).toBeGreaterThan(20);
    }
  });

  it('suggests what was meant', () => {
    const suggestions = problemsOf(['inputs.refuse.reasons', 'inputs.refuse.reason']);
    expect(suggestions.map(({ suggestion }) => suggestion)).toContain('inputs.refuse.reasons');
    expect(problemsOf(['issuedBy: window', 'issuedBy: windo']).map(({ suggestion }) => suggestion)).toContain(
      'window',
    );
  });
});

describe('a mistake in a text', () => {
  it.each([
    [
      'a field that is not declared',
      '# 理由\n{{理由}}{{事实}}\n说明{{理油}}\n',
      'unknown-field',
      3,
      3,
      '理由',
    ],
    ['a brace without partner', '{{理由}}{{事实}}\n{{理由\n', 'bad-template', 2, 1, undefined],
    ['braces without a field', '{{理由}}{{事实}}\n又{{ }}\n', 'bad-template', 2, 2, undefined],
    ['a row with too few cells', '{{理由}}{{事实}}\n| 甲 | 乙 |\n| 丙 |\n', 'bad-template', 3, 1, undefined],
    ['a table without a row', '{{理由}}{{事实}}\n| 甲 | 乙 |\n', 'bad-template', 2, 1, undefined],
    [
      'a field in the head of a table',
      '{{理由}}\n| 甲 | {{事实}} |\n| {{理由}} | 乙 |\n',
      'bad-template',
      2,
      7,
      undefined,
    ],
    ['a list of what is no list', '{{事实}}\n- {{理由}}\n', 'wrong-place', 2, 3, undefined],
    ['a table of what is no table', '{{事实}}\n| 甲 |\n| {{理由}} |\n', 'wrong-place', 3, 3, undefined],
  ])('%s is named in its own file, line and column', (_, text, code, line, column, suggestion) => {
    expect(problemsInText('refusal', text)).toContainEqual(
      expect.objectContaining({
        code,
        file: `${TEXT}refusal.md`,
        line,
        column,
        ...(suggestion !== undefined && { suggestion }),
      }),
    );
  });

  it.each([
    ['a text of no document', 'refusl', '理由', 'unknown-document', 'refusal'],
    ['an empty text', 'refusal', ' \n', 'empty', undefined],
    ['a text without end', 'refusal', '长'.repeat(4001), 'too-long', undefined],
    ['a text that is not normalised', 'refusal', 'e\u0301{{理由}}{{事实}}', 'not-nfc', undefined],
  ])('%s is refused', (_, name, text, code, suggestion) => {
    expect(problemsInText(name, text)).toContainEqual(
      expect.objectContaining({
        code,
        file: `${TEXT}${name}.md`,
        ...(suggestion !== undefined && { suggestion }),
      }),
    );
  });

  it('a text in the definition and in a file is one too many', () => {
    const change = ['register: 许否', 'register: 许否\n    template: "{{理由}}{{事实}}"'] as const;
    expect(problemsOf(change).map(({ code }) => code)).toContain('template-twice');
  });

  it('is never that the remedies are left out: they are no part of a text', () => {
    expect(problemsInText('refusal', '{{理由}}{{事实}}\n')).toEqual([]);
  });
});
