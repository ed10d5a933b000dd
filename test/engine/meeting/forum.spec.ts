import { describe, expect, it } from '@jest/globals';
import { parseForum } from '../../../src/engine/meeting/forum.js';
import { forum } from './meeting-town.js';

describe('a forum as data', () => {
  it('ships two, each rule with its provision', () => {
    expect(forum()).toMatchObject({ kind: 'executive', quorum: { part: { of: 1, by: 2 }, exceeds: true } });
    expect(forum('plenary').posts.members).toEqual(['member', 'departmentHead']);
  });

  it.each([
    ['part: 1/2', 'part: half', 'bad-part'],
    ['part: 1/2', 'part: 3/3', 'bad-part'],
    ['lead: 3 calendar days', 'lead: 3 days', 'bad-term'],
    ['kind: executive', 'kind: board', 'not-allowed-value'],
    ['basis: 713号令 30.1', 'ground: 713号令 30.1', 'unknown-key'],
  ])('refuses %s → %s', (from, to, code) => {
    const text = `forum: a
kind: executive
title: { zh: 会, en: a meeting }
basis: 713号令 30.1
posts: { chief: chief, members: [member], secretary: [secretary], responsible: [drafter] }
provisions:
  discussed: 713号令 30.1
  chiefLast: 713号令 30.2
  recorded: 713号令 30.3
  recusal: 公务员法 76
  execution: 713号令 34
  house: 正程 会议规则
quorum: { part: 1/2, exceeds: true, basis: 正程 会议规则 }
papers: { lead: 3 calendar days, basis: 正程 会议规则 }
`;
    expect(parseForum({ path: 'a.yaml', text }).ok).toBe(true);
    const parsed = parseForum({ path: 'a.yaml', text: text.replace(from, to) });
    expect(parsed.ok ? [] : parsed.problems.map((one) => one.code)).toContain(code);
  });
});
