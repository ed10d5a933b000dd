import type { Hash } from '../../engine/audit/record.js';
import type { AttemptKeys } from './identity-ports.js';
import { loginOf } from './login.js';

/** Under which keys a guess is counted. A digest, because people type their password where the name belongs. */
export function attemptKeys(hash: Hash, account: string, address: string): AttemptKeys {
  return {
    account: accountKey(hash, account),
    address: `address:${hash.sha256(`attempt/v1\n${network(address)}`)}`,
  };
}

/** Under which key an account's guesses are counted. */
export function accountKey(hash: Hash, account: string): string {
  return `account:${hash.sha256(`attempt/v1\n${loginOf(account)}`)}`;
}

/** A customer of IPv6 has a /64 at least, and may take another address of it for every guess. */
function network(address: string): string {
  const plain = address
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/%.*$/, '')
    .toLowerCase();
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const groups = head.split(':').filter((one) => one !== '');
  const last = tail.split(':').filter((one) => one !== '');
  const zeros = plain.includes('::') ? Math.max(0, 8 - groups.length - last.length) : 0;
  return [...groups, ...Array<string>(zeros).fill('0'), ...last]
    .slice(0, 4)
    .map((one) => one.replace(/^0+(?=.)/, ''))
    .join(':');
}
