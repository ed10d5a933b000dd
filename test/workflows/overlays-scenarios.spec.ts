import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { basisList } from '../../src/engine/case/basis-list.js';
import type { Scenario, ScenarioResult, StepOutcome } from '../../src/engine/case/scenario/scenario.js';
import type { Definition, Requirement } from '../../src/engine/law/definition.js';
import { citingParts } from '../../src/engine/law/coverage.js';
import { Stage } from './licence-cases.js';
import { overlayScenarios, shippedOverlays, type ShippedOverlay } from './overlay-cases.js';

const overlays = shippedOverlays();
const stage = new Stage();
const played = new Map<Scenario, ScenarioResult>();

beforeAll(() => {
  for (const { compiled, cases } of overlays) {
    for (const scenario of cases) played.set(scenario, stage.play(compiled, scenario));
  }
});

function outcomesOf({ cases }: ShippedOverlay): readonly StepOutcome[] {
  return cases.flatMap((scenario) => played.get(scenario)?.outcomes ?? []);
}

/** What an overlay asks of an act beyond what the level below asks. */
function ownRequirements(
  { acts }: Definition,
  under: Definition,
): readonly { act: string; rule: Requirement }[] {
  return Object.entries(acts).flatMap(([act, { requires = [] }]) => {
    const before = (under.acts[act]?.requires ?? []).map((rule) => JSON.stringify(rule));
    return requires.filter((rule) => !before.includes(JSON.stringify(rule))).map((rule) => ({ act, rule }));
  });
}

const all = overlays.flatMap(({ place, cases }) =>
  cases.map((scenario) => [place, scenario.scenario, scenario] as const),
);

describe('the worked cases of the overlays', () => {
  it.each(overlays.map((overlay) => [overlay.place, overlay] as const))(
    '%s has at least three, each named as its file',
    (_place, { jurisdiction, cases }) => {
      expect(cases.length).toBeGreaterThanOrEqual(3);
      const files = readdirSync(`workflows/overlays/${jurisdiction}/scenarios`);
      const named = overlayScenarios(jurisdiction).map(({ scenario }) => `${scenario}.yaml`);
      expect(named).toEqual(files.toSorted());
    },
  );

  it('belong to an overlay of their jurisdiction, every one', () => {
    const jurisdictions = new Set(overlays.map(({ jurisdiction }) => jurisdiction));
    const written = [...jurisdictions].flatMap(overlayScenarios);
    expect(written.length).toBe(all.length);
  });

  it.each(all)('%s: %s', (_place, _name, scenario) => {
    expect(played.get(scenario)?.findings).toEqual([]);
  });
});

describe.each(overlays.map((overlay) => [overlay.place, overlay] as const))('%s', (_place, overlay) => {
  const { compiled, under } = overlay;
  const { definition } = compiled;

  it('has each of its requirements refused once, in its own words and with its own provision', () => {
    const refused = outcomesOf(overlay).flatMap(({ step, refusal }) =>
      (refusal?.unmet ?? []).map(({ say, basis }) =>
        JSON.stringify({ act: step.act, say, basis: basis.toSorted() }),
      ),
    );
    const wanted = ownRequirements(definition, under).map(({ act, rule }) =>
      JSON.stringify({ act, say: rule.say, basis: basisList(rule.basis).toSorted() }),
    );
    expect(wanted.filter((rule) => !refused.includes(rule))).toEqual([]);
  });

  it('performs each act that it adds, and each that it asks more of', () => {
    const performed = new Set(outcomesOf(overlay).map(({ event }) => event?.act));
    const added = Object.keys(definition.acts).filter((act) => !Object.hasOwn(under.acts, act));
    const changed = ownRequirements(definition, under).map(({ act }) => act);
    expect([...added, ...changed].filter((act) => !performed.has(act))).toEqual([]);
  });

  it('reaches each state that it adds', () => {
    const reached = new Set(
      outcomesOf(overlay).flatMap(({ state }) => (state ? compiled.activePaths(state.value) : [])),
    );
    const top = Object.keys(definition.states).filter((name) => !Object.hasOwn(under.states, name));
    expect(top.filter((name) => !reached.has(name))).toEqual([]);
  });

  it('lets each term that it adds or sets lapse', () => {
    const lapsed = new Set(
      outcomesOf(overlay).flatMap(({ lapses }) => lapses.map(({ lapse }) => lapse?.clock)),
    );
    const own = Object.entries(definition.clocks).filter(
      ([name, clock]) => clock.onLapse && JSON.stringify(clock) !== JSON.stringify(under.clocks[name]),
    );
    expect(own.map(([name]) => name).filter((name) => !lapsed.has(name))).toEqual([]);
  });

  it('is about the provisions that its worked cases name', () => {
    const spoken = new Set(overlay.cases.flatMap(({ articles }) => articles));
    const own = Object.keys(definition.law).filter((law) => !Object.hasOwn(under.law, law));
    expect(own.filter((law) => ![...spoken].some((article) => article.startsWith(`${law} `)))).toEqual([]);
  });

  it('says in its law.md of every text whether title, number, day and articles are confirmed', () => {
    const text = readFileSync(`workflows/overlays/${overlay.jurisdiction}/law.md`, 'utf8');
    const cited = new Set(citingParts(definition).flatMap(({ basis }) => basis));
    const own = Object.keys(definition.law).filter((law) => !Object.hasOwn(under.law, law));
    expect(own.length).toBeGreaterThan(0);
    for (const law of own) {
      const row = text.split('\n').find((line) => line.startsWith(`| ${law} |`)) ?? '';
      const cells = row.split('|').map((cell) => cell.trim());
      expect(cells.slice(2, 5).filter((cell) => !/^(已核|待核|无文号.*)$/.test(cell))).toEqual([]);
      // An instrument is cited as a whole exactly where its row says that no article is known.
      const whole = [...cited].filter((basis) => basis.startsWith(`${law} `));
      expect(whole.every((basis) => basis === `${law} 全文`)).toBe(cells[5]?.startsWith('全文') === true);
      expect(whole.length).toBeGreaterThan(0);
    }
    expect(text).toContain(definition.inForceFrom);
  });
});
