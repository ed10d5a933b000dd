import { describe, expect, it } from '@jest/globals';
import { formatNoteKey, type NoteAlgorithm } from '../../../src/engine/audit/log/note-key.js';
import { generateNoteKey, noteSigner } from '../../../src/outside/crypto/note-keys.js';
import { authorityList, witnessList } from '../../../src/outside/settings/voucher-rules.js';

const keyOf = (algorithm: NoteAlgorithm): string =>
  formatNoteKey(noteSigner('archive.example/w1', algorithm, generateNoteKey(algorithm)).key);
const key = keyOf('ed25519-cosignature');

describe('settings of authorities and witnesses', () => {
  it('are lists of both ways', () => {
    expect(authorityList([])).toBeUndefined();
    expect(authorityList([{ name: 'tsa-1', url: 'https://tsa.example.cn/' }])).toBeUndefined();
    expect(witnessList([])).toBeUndefined();
    const both = [
      { name: 'archive', key, url: 'http://10.0.0.1:8090/' },
      { name: 'audit', key, folder: 'audit' },
    ];
    expect(witnessList(both)).toBeUndefined();
  });

  it.each([
    [null],
    [{}],
    [['https://tsa.example.cn/']],
    [[{ name: 'tsa 1', url: 'https://tsa.example.cn/' }]],
    [[{ name: '../x', url: 'https://tsa.example.cn/' }]],
    [[{ name: 'tsa', url: 'ftp://tsa.example.cn/' }]],
    [[{ name: 'tsa', url: 'https://user:word@tsa.example.cn/' }]],
    [[{ name: 'tsa', url: 'https://a.cn/', more: 1 }]],
    [
      [
        { name: 'tsa', url: 'https://a.cn/' },
        { name: 'tsa', url: 'https://b.cn/' },
      ],
    ],
  ])('no authorities: %j', (value) => {
    expect(authorityList(value)).toContain('a list such as');
  });

  it.each([
    [[{ name: 'w', url: 'https://a.cn/' }]],
    [[{ name: 'w', key: 'x', url: 'https://a.cn/' }]],
    [[{ name: 'w', key: keyOf('ed25519'), url: 'https://a.cn/' }]],
    [[{ name: 'w', key, url: 'https://a.cn/', folder: 'x' }]],
    [[{ name: 'w', key, folder: '' }]],
    [[{ name: 'w', key }]],
  ])('no witnesses: %j', (value) => {
    expect(witnessList(value)).toContain('a list such as');
  });
});
