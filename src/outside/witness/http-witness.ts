import { hash } from 'node:crypto';
import type { NoteKey } from '../../engine/audit/log/note-key.js';
import type { Witness } from '../../usecases/log/witness-checkpoint.js';
import { getBytes, postBytes, type VoucherReach } from '../stamps/post-bytes.js';

const MOST_BYTES = 65_536;

/**
 * A witness over HTTP (C2SP tlog-witness).
 *
 * @param prefix its submission prefix
 */
export function httpWitness(name: string, key: NoteKey, prefix: URL, reach: VoucherReach): Witness {
  const at = (path: string): URL => {
    const url = new URL(prefix);
    url.pathname = `${prefix.pathname.replace(/\/$/, '')}/${path}`;
    return url;
  };
  return {
    ...{ name, key },
    collect: () => Promise.resolve([]),
    async last(origin) {
      const url = at(`${hash('sha256', origin)}/checkpoint`);
      const { status, bytes } = await getBytes({ url, mostBytes: MOST_BYTES }, reach);
      return status === 200 ? Buffer.from(bytes).toString('utf8') : undefined;
    },
    async ask(size, body) {
      const posting = {
        url: at('add-checkpoint'),
        contentType: 'text/plain; charset=utf-8',
        body: Buffer.from(body),
        mostBytes: MOST_BYTES,
      };
      const { status, bytes } = await postBytes(posting, reach);
      return [{ size, status, text: Buffer.from(bytes).toString('utf8') }];
    },
  };
}
