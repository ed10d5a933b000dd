import { parseNoteKey } from '../../engine/audit/log/note-key.js';
import { sha256Bytes } from '../crypto/note-keys.js';

type Rule = (value: unknown) => string | undefined;

/** Names stand in file names of bundles. */
const NAME = /^[A-Za-z0-9-]{1,40}$/;

function entries(value: unknown): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const all = value as readonly unknown[];
  if (!all.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))) return undefined;
  const named = all as readonly Readonly<Record<string, unknown>>[];
  const names = named.map(({ name }) => (typeof name === 'string' && NAME.test(name) ? name : undefined));
  return names.includes(undefined) || new Set(names).size < names.length ? undefined : named;
}

function hasOnly(entry: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return Object.keys(entry).toSorted().join() === keys.toSorted().join();
}

function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password, hash } = new URL(value);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '' && hash === '';
}

/** Time stamping authorities. */
export const authorityList: Rule = (value) =>
  entries(value)?.every((one) => hasOnly(one, ['name', 'url']) && isWebAddress(one['url']))
    ? undefined
    : 'a list such as [{ name: tsa-1, url: https://tsa.example.cn/ }]; names differ, of letters, digits, hyphens';

/** Digests and keys of time stamps, as the stamps are noted with. */
export const algorithmNames: Rule = (value) =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && /^[a-z0-9-]{1,20}$/.test(one))
    ? undefined
    : 'a list of digests and keys such as [sha256, rsa-2048, p256]';

/** Witnesses, each by HTTP or by files. */
export const witnessList: Rule = (value) =>
  entries(value)?.every((one) => {
    const key = typeof one['key'] === 'string' ? parseNoteKey(one['key'], sha256Bytes) : undefined;
    if (key?.algorithm !== 'ed25519-cosignature') return false;
    if (hasOnly(one, ['name', 'key', 'url'])) return isWebAddress(one['url']);
    return (
      hasOnly(one, ['name', 'key', 'folder']) && typeof one['folder'] === 'string' && one['folder'] !== ''
    );
  })
    ? undefined
    : 'a list such as [{ name: archive, key: archive.example.cn/w1+1a2b3c4d+B..., url: https://... or folder: ... }]';
