import { finding, isReached, isThisMachine, type SettingsFinding } from './settings-finding.js';
import type { Settings } from './settings.js';

/** A network of more addresses than this is not a list of proxies: 8 of 32 bits, 32 of 128. */
const LEAST_BITS = { 4: 8, 6: 32 } as const;

/** How people and the identity provider reach a real installation. */
export function unsafeNetwork(settings: Settings): SettingsFinding[] {
  return [...unsafeAddress(settings), ...unsafeProxies(settings), ...unsafeSessions(settings)];
}

function unsafeAddress({ http }: Settings): SettingsFinding[] {
  const { host, port, publicUrl } = http;
  const findings: SettingsFinding[] = [];
  if (!isThisMachine(host) && !publicUrl?.startsWith('https:')) {
    findings.push(
      finding(
        'http.publicUrl',
        `http.host 为 ${host}，网络上的人可以访问：须由 TLS 代理转发，并在此写明 https:// 地址`,
        `http.host ${host} is reached from the network: put a TLS proxy in front and name its https:// address here`,
      ),
    );
  }
  if (publicUrl?.startsWith('https:') && port === 0) {
    findings.push(
      finding(
        'http.port',
        '代理须知道端口，不能任取',
        'a proxy must know the port: it cannot be any free one',
      ),
    );
  }
  return findings;
}

function unsafeProxies(settings: Settings): SettingsFinding[] {
  const { trustedProxies } = settings.http;
  const findings: SettingsFinding[] = [];
  if (isReached(settings) && trustedProxies.length === 0) {
    findings.push(
      finding(
        'http.trustedProxies',
        '前有代理而未写明其地址：所有人看似出自一个地址，一人登录失败会锁住众人',
        'a proxy in front is not named: everybody has its one address, and one person’s failed sign-ins lock out all',
      ),
    );
  }
  for (const network of trustedProxies) {
    const [address = '', bits] = network.split('/');
    if (bits === undefined || Number(bits) >= LEAST_BITS[address.includes(':') ? 6 : 4]) continue;
    findings.push(
      finding(
        'http.trustedProxies',
        `${network} 过宽：任何人都可以伪造来源地址`,
        `${network} is too wide: anybody could pretend to be at any address`,
      ),
    );
  }
  return findings;
}

function unsafeSessions(settings: Settings): SettingsFinding[] {
  const { log, identity } = settings;
  const findings: SettingsFinding[] = [];
  if (isReached(settings) && log.level === 'silent') {
    findings.push(
      finding(
        'log.level',
        '真实运行须留日志，不能为 silent',
        'a real installation must log: silent hides every fault',
      ),
    );
  }
  if (identity.freeFailuresOfAddress < identity.freeFailures) {
    findings.push(
      finding(
        'identity.freeFailuresOfAddress',
        '小于 identity.freeFailures：一个账户输错几次，同一地址的其他人即被锁住',
        'is less than identity.freeFailures: one account’s slips lock out everybody at the same address',
      ),
    );
  }
  return findings;
}

/** What of the identity provider's section contradicts itself, in any installation. */
export function contradictoryProvider({ oidc, http }: Settings): SettingsFinding[] {
  const { issuer, clientId, redirectUri } = oidc;
  const findings: SettingsFinding[] = [];
  const used = Object.entries(oidc).filter(([, value]) => value !== null);
  for (const [key, value] of Object.entries({ issuer, clientId, redirectUri })) {
    if (used.length === 0 || value !== null) continue;
    findings.push(
      finding(
        `oidc.${key}`,
        `oidc 已填 ${used.map(([name]) => name).join('、')}，尚缺此项`,
        `is missing while oidc has ${used.map(([name]) => name).join(', ')}`,
      ),
    );
  }
  if (redirectUri !== null && http.publicUrl !== null && new URL(redirectUri).origin !== http.publicUrl) {
    findings.push(
      finding(
        'oidc.redirectUri',
        `不在 http.publicUrl ${http.publicUrl} 之下：登录后回到别处`,
        `is not under http.publicUrl ${http.publicUrl}: people would come back elsewhere`,
      ),
    );
  }
  return findings;
}

/** What an identity provider must be for a real installation. */
export function unsafeProvider({ oidc, http }: Settings): SettingsFinding[] {
  const { issuer, redirectUri, requiredAcr } = oidc;
  const findings: SettingsFinding[] = [];
  if (issuer?.startsWith('http:')) {
    findings.push(finding('oidc.issuer', '真实运行须为 https', 'must be https in a real installation'));
  }
  if (issuer !== null && requiredAcr === null) {
    findings.push(
      finding(
        'oidc.requiredAcr',
        '须写明身份提供方应证明的认证等级（双因素，等保 8.1.4.1）',
        'name the class of authentication that the provider must prove (two factors, 等保 8.1.4.1)',
      ),
    );
  }
  // A host that the network reaches needs one anyway, and is told so.
  if (redirectUri !== null && http.publicUrl === null && isThisMachine(http.host)) {
    findings.push(
      finding(
        'http.publicUrl',
        '使用 oidc 时须写明浏览器所用的地址',
        'the address that browsers use must be named where oidc is used',
      ),
    );
  }
  return findings;
}
