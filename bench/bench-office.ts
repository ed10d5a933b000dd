import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseCalendarFile } from '../src/engine/clock/parse-calendar-document.js';
import { loadCanonical, loadProcedure } from '../src/engine/statechart/load-procedure.js';
import type { CompiledProcedure } from '../src/engine/statechart/compiled-procedure.js';
import { ajvInputCheck } from '../src/outside/ajv/input-check.js';
import { cedarPowerCheck } from '../src/outside/cedar/cedar-power-check.js';
import { earlierPowers } from '../src/outside/cedar/earlier-powers.js';
import { loadPowerPolicies, powerRules } from '../src/outside/cedar/power-policies.js';
import { systemNow } from '../src/outside/clock/system-now.js';
import { SystemIds } from '../src/outside/crypto/ids.js';
import { LOG_HASHES } from '../src/outside/crypto/log-hashes.js';
import { nodeHash } from '../src/outside/crypto/node-hash.js';
import { openStore, type Store } from '../src/store/open-store.js';
import { adoptCalendar } from '../src/usecases/law/adopt-calendar.js';
import type { Ports } from '../src/usecases/ports.js';
import { publishProcedure } from '../src/usecases/law/publish-procedure.js';
import { seedOrganisation } from '../src/usecases/organisation/seed-organisation.js';
import { bigOrganisation } from '../test/support/big-organisation.js';

/** Origin of the benchmark's log. */
export const LOG_ORIGIN = 'bench.example/licences';

/** The product, put together as the service puts it together, without HTTP. */
export interface BenchOffice {
  readonly ports: Ports;
  readonly store: Store;
}

/** The shipped licence, from its files; proved only where proving is what is measured. */
export function shippedLicence(prove = false): CompiledProcedure {
  const main = 'workflows/national/administrative-licence/procedure.yaml';
  const fragments = readdirSync('workflows/fragments').map((name) => join('workflows/fragments', name));
  const files = [main, ...fragments.filter((path) => path.endsWith('.yaml'))];
  const loaded = loadProcedure(
    files.map((path) => ({ path, text: readFileSync(path, 'utf8') })),
    main,
    nodeHash,
    { prove },
  );
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.compiled;
}

/**
 * Opens the store on an empty database and seeds it: a city of 10,000 officers, official calendars, the licence and
 * whatever else is to be decided.
 */
export async function openOffice(
  url: string,
  poolSize: number,
  more: readonly CompiledProcedure[] = [],
): Promise<BenchOffice> {
  const store = await openStore({
    url,
    own: false,
    poolSize,
    installation: { log: LOG_ORIGIN, mode: 'real', zone: 'Asia/Shanghai', engine: 'bench' },
    compile: (text) => loadCanonical(text, nodeHash),
    hash: nodeHash,
    logHashes: LOG_HASHES,
    realNow: systemNow,
    warn: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  const policies = loadPowerPolicies('workflows/powers');
  const ports: Ports = {
    ...{ ...store, ids: new SystemIds(), hash: nodeHash, checkInput: ajvInputCheck() },
    ...{
      checkPower: cedarPowerCheck(policies),
      rules: powerRules(policies, nodeHash),
      powersFrom: earlierPowers(),
      recusalRequestBars: true,
    },
  };
  await seed(ports, more);
  return { ports, store };
}

async function seed(ports: Ports, more: readonly CompiledProcedure[]): Promise<void> {
  const procedures = [shippedLicence(), ...more];
  await seedOrganisation(ports)(bigOrganisation(procedures.map(({ definition }) => definition.procedure)));
  for (const name of readdirSync('config/calendars')) {
    const parsed = parseCalendarFile(parse(readFileSync(join('config/calendars', name), 'utf8')));
    if (!parsed.ok) throw new Error(`${name} is corrupt`);
    for (const notice of parsed.value) await adoptCalendar(ports)(notice);
  }
  const certificate = { properties: [], configurations: 0, passages: 0, facts: [] };
  for (const compiled of procedures) await publishProcedure(ports)({ compiled, certificate });
}
