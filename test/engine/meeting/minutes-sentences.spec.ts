import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseMinutesSentences, sentence } from '../../../src/engine/meeting/minutes-sentences.js';
import { ordinal } from '../../../src/engine/meeting/minutes-words.js';

const PATH = 'workflows/forums/words/minutes.yaml';
const TEXT = readFileSync(PATH, 'utf8');

function problemsWith(from: string, to: string): readonly string[] {
  const parsed = parseMinutesSentences({ path: PATH, text: TEXT.replace(from, to) });
  return parsed.ok ? [] : parsed.problems.map(({ code, message }) => `${code}: ${message}`);
}

describe('the words of minutes', () => {
  it('are data: every sentence is there, with all that it says', () => {
    expect(problemsWith('', '')).toEqual([]);
    expect(problemsWith("  decided: '议定：{result}。'\n", '')).toEqual([
      expect.stringContaining('missing-key'),
    ]);
    expect(problemsWith('议定：{result}。', '议定。')).toEqual(['missing-blank: {result} is missing']);
    expect(problemsWith('议定：{result}。', '{when}议定：{result}。')).toEqual([
      'unknown-blank: nothing fills {when}',
    ]);
    expect(problemsWith('numerals: chinese', 'numerals: roman')).toEqual([
      expect.stringContaining('not-allowed-value'),
    ]);
  });

  it('are another authority’s where its file says so; what people said is never read as a blank', () => {
    const text = TEXT.replace('{time} {name}（{stance}）：{text}', '{name} at {time} ({stance}): {text}');
    const parsed = parseMinutesSentences({
      path: PATH,
      text: text.replace('numerals: chinese', 'numerals: arabic'),
    });
    if (!parsed.ok) throw new Error('not read');
    const said = { time: '09:05', name: 'Li', stance: 'no', text: 'the {name} is $& wrong' };
    expect(sentence(parsed.words, 'spoke', said)).toBe('Li at 09:05 (no): the {name} is $& wrong');
    expect([
      ordinal(12, parsed.words),
      ordinal(12, { numerals: 'chinese' }),
      ordinal(20, { numerals: 'chinese' }),
    ]).toEqual(['12', '十二', '二十']);
  });
});
