import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { guardedLookup, isAllowedAddress, networkList } from '../../../src/outside/webhooks/addresses.js';

const NONE = networkList([]);

describe('where webhooks may go', () => {
  it.each(['8.8.8.8', '1.1.1.1', '114.114.114.114', '2400:3200::1', '172.32.0.1', '192.167.255.255'])(
    '%s is public',
    (address) => {
      expect(isAllowedAddress(address, NONE)).toBe(true);
    },
  );

  it.each([
    ...['127.0.0.1', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
    ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
    ],
    ...['2002:7f00:1::', 'ff02::1', '2001:db8::1', 'localhost', 'example.com', ''],
  ])('%s is not', (address) => {
    expect(isAllowedAddress(address, NONE)).toBe(false);
  });

  it('is what the installation names besides, and nothing around it', () => {
    const named = networkList(['10.20.0.0/16', '192.168.7.9']);
    expect(isAllowedAddress('10.20.255.1', named)).toBe(true);
    expect(isAllowedAddress('192.168.7.9', named)).toBe(true);
    expect(isAllowedAddress('10.21.0.1', named)).toBe(false);
    expect(isAllowedAddress('192.168.7.10', named)).toBe(false);
  });

  it('never lets a name lead to an address that is not allowed, whatever the answers are mixed with', async () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6());
    await fc.assert(
      fc.asyncProperty(fc.array(address, { maxLength: 5 }), fc.boolean(), async (addresses, all) => {
        const answers: LookupAddress[] = addresses.map((one) => ({
          address: one,
          family: one.includes(':') ? 6 : 4,
        }));
        const lookup = ((
          _name: string,
          _options: object,
          done: (error: null, found: LookupAddress[]) => void,
        ) => done(null, answers)) as unknown as NonNullable<Parameters<typeof guardedLookup>[1]>;
        const found = await new Promise<readonly string[]>((resolve) => {
          guardedLookup(NONE, lookup)('name', { all }, (error, one) => {
            if (error) resolve([]);
            else resolve(typeof one === 'string' ? [one] : one.map((answer) => answer.address));
          });
        });
        expect(found.every((one) => isAllowedAddress(one, NONE))).toBe(true);
        expect(found.length > 0).toBe(addresses.some((one) => isAllowedAddress(one, NONE)));
      }),
    );
  });
});
