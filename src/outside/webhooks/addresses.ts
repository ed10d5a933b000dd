import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** An address to which nothing is sent. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Networks that are not the public internet: ours, our neighbours', and those with a meaning of their own. */
const SPECIAL_4: readonly string[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
const SPECIAL_6: readonly string[] = [
  ...['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32'],
  ...['2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
];

// Two lists: one of IPv6 networks would take every IPv4 address for a mapped one.
const SPECIAL = { ipv4: networkList(SPECIAL_4), ipv6: networkList(SPECIAL_6) };

/** A list of networks such as `10.20.0.0/16`; a single address stands for itself. */
export function networkList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return list;
}

/** Whether something may be sent to an IP address: a public one, or one in a network that the installation names. */
export function isAllowedAddress(address: string, named: BlockList): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return named.check(address, family) || !SPECIAL[family].check(address, family);
}

/**
 * Looks a name up for a connection and gives back the allowed addresses alone. It is asked for each connection, so a
 * name that was good when it was subscribed and means something else today leads nowhere.
 */
export function guardedLookup(named: BlockList, lookup: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const allowed = addresses.filter(({ address }) => isAllowedAddress(address, named));
      const [first] = allowed;
      if (!first)
        return callback(new AddressRefused('the name leads to an address that is not allowed'), '', 0);
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

/** The host of an address as a connection takes it: IPv6 without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

const LOOPBACK = networkList(['127.0.0.0/8', '::1']);

/** Whether an address names this machine by number, or as `localhost`. */
export function isLoopback(url: URL): boolean {
  const host = hostOf(url);
  const version = isIP(host);
  if (version === 0) return host === 'localhost';
  return LOOPBACK.check(host, version === 6 ? 'ipv6' : 'ipv4');
}
