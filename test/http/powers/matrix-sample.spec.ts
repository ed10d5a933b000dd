import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseFacts, officeFacts, personFactsOf } from '../../../src/engine/case/power/power.js';
import { actWish } from '../../../src/engine/case/power/power-wish.js';
import { separatedFrom } from '../../../src/engine/case/power/separation.js';
import { permittedActs } from '../../../src/engine/case/refusal.js';
import type { DataClass, PowerQuestion } from '../../../src/engine/powers/power-question.js';
import { readCaseFor, type LawfulCaseFor } from '../../../src/usecases/cases/read-case.js';
import { oracle } from '../../powers/oracle.js';
import {
  acting,
  declaring,
  PowerOffice,
  requesting,
  sealing,
  unsealing,
  type Wish,
} from '../support/power-office.js';
import { codeOf, type Handle, HANDLES } from '../support/power-town.js';
import { SEED } from '../../support/chance.js';

const CELLS = 400;
/** A busy machine asks as many as it can in this time. */
const BUDGET_MILLISECONDS = 22_000;
const LEAST = 200;

const HEALTH = { joint: false, phone: '13800000000', health: '左耳失聪' };
const CLASSES: Readonly<Record<string, DataClass>> = {
  applicantName: 'personal',
  'records.0.input.phone': 'personal',
  'records.0.input.health': 'sensitive',
};
const READS = [
  '',
  '/acts',
  '/acts?available=all',
  '/blocking',
  '/forecast',
  '/clocks',
  '/records',
  '/recusals',
];
const ACTS = [
  'accept',
  'notifyCorrections',
  'beginTest',
  'endTest',
  'extend',
  'grant',
  'deliver',
  'propose',
  'adopt',
];

/** What an answer may be: hidden, forbidden, or decided by something that is no question of power. */
type Verdict = 'hidden' | 'forbidden' | 'neither';

/** A way to ask for something about a case. */
type Route =
  | { readonly read: string }
  | { readonly act: string }
  | { readonly try: string }
  | { readonly unmask: string }
  | { readonly bar: 'declareRecusal' | 'sealCase' | 'unseal' };

let office: PowerOffice;
let cases: readonly string[];

const routes: fc.Arbitrary<Route> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...READS).map((read) => ({ read })) },
  { weight: 8, arbitrary: fc.constantFrom(...ACTS).map((act) => ({ act })) },
  { weight: 1, arbitrary: fc.constantFrom(...ACTS).map((act) => ({ try: act })) },
  { weight: 3, arbitrary: fc.constantFrom(...Object.keys(CLASSES)).map((unmask) => ({ unmask })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Route>({ bar: 'declareRecusal' }, { bar: 'sealCase' }, { bar: 'unseal' }),
  },
);

function wishOf(who: Handle, id: string, route: Route): Wish {
  if ('read' in route) return { who, method: 'get', path: `/v1/cases/${id}${route.read}` };
  if ('act' in route) return acting(who, id, route.act);
  if ('try' in route) return acting(who, id, `${route.try}/preflight`);
  if ('unmask' in route) {
    const body = { fields: [route.unmask], reason: '电话联系申请人补正材料' };
    return { who, path: `/v1/cases/${id}/unmaskings`, body };
  }
  if (route.bar === 'declareRecusal') return declaring(who, id);
  return route.bar === 'sealCase' ? sealing(who, id) : unsealing(who, id);
}

/** What the oracle says to the person's own facts, each capacity asked by itself and as nobody in particular. */
function anyAllowed(found: LawfulCaseFor, question: Pick<PowerQuestion, 'action' | 'dataClass'>): boolean {
  const { actor, state, procedure, context } = found;
  const held = new Set(Object.values(state.tasks).map(({ post }) => post));
  const about = caseFacts(procedure.definition, state, [], context.world.bars);
  const offices = actor.capacities
    .filter(({ serves }) => serves)
    .map((one) => ({ ...officeFacts(one, '', held.has(one.post)), inScope: one.deputy?.inScope ?? true }));
  return [...offices, undefined].some(
    (capacity) =>
      oracle({
        ...question,
        ...{ person: personFactsOf(actor), scopes: actor.scopes, case: about },
        ...(capacity && { capacity }),
      }).allowed,
  );
}

function mayAct(found: LawfulCaseFor, act: string): boolean {
  const { actor, state, procedure, context } = found;
  const { definition } = procedure;
  const defined = definition.acts[act];
  if (!defined) throw new Error(`no act ${act}`);
  const wish = actWish(act, defined, false);
  return wish.by.some((post) => {
    const party = definition.posts[post]?.kind === 'party';
    const isParty = state.parties[post]?.includes(actor.person) ?? false;
    const offices = actor.capacities
      .filter((one) => one.post === post)
      .map((one) => officeFacts(one, act, false));
    const asParty = { kind: 'party', post, serves: isParty, inScope: true, holdsTask: false } as const;
    const separated = separatedFrom(definition, post, wish, state, context.world.bars);
    return (party ? [asParty] : offices).some(
      (capacity) =>
        oracle({
          action: 'performAct',
          ...{ person: personFactsOf(actor), scopes: actor.scopes, capacity },
          act: { name: act, by: wish.by },
          case: caseFacts(definition, state, separated, context.world.bars),
        }).allowed,
    );
  });
}

/** Where the person stands apart from 回避 and seal: such a one is told of them. */
function unbarred(found: LawfulCaseFor): LawfulCaseFor {
  const { context } = found;
  const bars = { related: {}, ...context.world.bars, recused: [], sealed: false };
  return { ...found, context: { ...context, world: { ...context.world, bars } } };
}

function verdictOn(found: LawfulCaseFor, route: Route): Verdict {
  const reads = anyAllowed(found, { action: 'readCase' });
  const knows = reads || anyAllowed(unbarred(found), { action: 'readCase' });
  if ('read' in route || 'try' in route) return reads ? 'neither' : 'hidden';
  if ('unmask' in route) {
    if (!reads) return 'hidden';
    const dataClass = CLASSES[route.unmask] as DataClass;
    return anyAllowed(found, { action: 'readPersonal', dataClass }) ? 'neither' : 'forbidden';
  }
  if ('bar' in route) {
    const action = route.bar === 'unseal' ? 'sealCase' : route.bar;
    // Who has the power needs no other: a head of government seals what he has never looked at.
    if (anyAllowed(found, { action })) return 'neither';
    return knows ? 'forbidden' : 'hidden';
  }
  if (!knows) return 'hidden';
  if (!reads) return 'forbidden';
  const inState = permittedActs(found.procedure, found.state).includes(route.act);
  return !inState || mayAct(found, route.act) ? 'neither' : 'forbidden';
}

function verdictOf(status: number): Verdict {
  if (status === 404) return 'hidden';
  return status === 403 ? 'forbidden' : 'neither';
}

/** Fields and acts that the case does not have say 404 and 409 of themselves. */
function applies({ procedure, state }: LawfulCaseFor, route: Route): boolean {
  const permit = state.procedure === 'test-permit';
  if ('unmask' in route) return permit || route.unmask === 'applicantName';
  const act = 'act' in route ? route.act : 'try' in route ? route.try : undefined;
  return act === undefined || Object.hasOwn(procedure.definition.acts, act);
}

beforeAll(async () => {
  office = await PowerOffice.open();
  const filed = { input: HEALTH };
  const opened = async (applicant: Handle = 'liu') => office.opened(applicant, filed, 'wei');
  const accepted = async (applicant?: Handle) => {
    const id = await opened(applicant);
    await office.allowed(acting('wang', id, 'accept'));
    return id;
  };
  const tested = async (by: Handle) => {
    const id = await accepted();
    await office.allowed(acting(by, id, 'beginTest', { ground: '检验' }));
    return id;
  };
  const made = [
    await opened(),
    await opened('ren'),
    await opened('xi'),
    await accepted(),
    await accepted('he'),
  ];
  made.push(await tested('rui'), await tested('dai'), await tested('ren'));
  made.push(await office.evaluation(made[6] as string), await office.evaluation());
  await office.allowed(acting('dou', made[9] as string, 'propose'));
  const [granted, recused, requested, sealed] = [
    await accepted(),
    await accepted(),
    await accepted(),
    await accepted(),
  ];
  await office.allowed(acting('he', granted, 'grant'));
  await office.allowed(declaring('ren', recused));
  await office.allowed(requesting('liu', requested, 'he'));
  await office.allowed(sealing('he', sealed));
  cases = [...made, granted, recused, requested, sealed];
  await office.suspend('ruo');
  await office.changed({ change: 'person.ended', id: codeOf('chai'), on: office.today });
}, 120_000);
afterAll(() => office.close());

it('people, cases and routes at random: the service answers as the oracle says', async () => {
  const cells = fc.sample(fc.tuple(fc.constantFrom(...HANDLES), fc.constantFrom(...cases), routes), {
    numRuns: CELLS,
    seed: SEED,
  });
  const counts: Record<Verdict, number> = { hidden: 0, forbidden: 0, neither: 0 };
  const end = Date.now() + BUDGET_MILLISECONDS;
  const { ports } = office.service.composition;
  for (const [index, [who, id, route]] of cells.entries()) {
    if (index >= LEAST && Date.now() > end) break;
    const by = { person: codeOf(who), scopes: null, signIn: 'bearer' } as const;
    const found = await readCaseFor(ports, id, by);
    if (!found) throw new Error(`no case ${id}`);
    if (!applies(found, route)) continue;
    const expected = verdictOn(found, route);
    const wish = wishOf(who, id, route);
    const { status } = await office.send(wish);
    expect({ index, wish, verdict: verdictOf(status) }).toEqual({ index, wish, verdict: expected });
    expect(status).toBeLessThan(500);
    counts[expected] += 1;
  }
  const asked = Object.values(counts).reduce((sum, count) => sum + count, 0);
  process.stdout.write(
    `powers over HTTP, seed ${SEED}: ${asked} cells agree with the oracle: ${JSON.stringify(counts)}\n`,
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(LEAST / 20);
}, 120_000);
