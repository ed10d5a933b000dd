import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actorInPosts } from '../../../src/engine/case/command.js';
import { decide } from '../../../src/engine/case/decide.js';
import type { World } from '../../../src/engine/case/world.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { compositionFaults, type PanelComposition } from '../../../src/engine/law/panel-composition.js';
import { drawCommitment } from '../../../src/engine/panel/draw.js';
import { DRAW_FORMAT, sealedDrawFile } from '../../../src/engine/panel/draw-file.js';
import {
  DRAW_ROLES,
  type DrawHash,
  type DrawRule,
  type PoolExpert,
  LEAVING_GROUNDS,
} from '../../../src/engine/panel/draw-words.js';
import { commitToDraw, drawTerms, openPanel, revealForDraw } from '../../../src/engine/panel/form-panel.js';
import type { PanelEvent } from '../../../src/engine/panel/panel-event.js';
import { panelLaw } from '../../../src/engine/panel/panel-law.js';
import {
  declareInterest,
  declineSeat,
  nameMember,
  replaceMember,
} from '../../../src/engine/panel/panel-members.js';
import {
  answerOpinion,
  closePanel,
  giveOpinion,
  renewPanel,
} from '../../../src/engine/panel/panel-opinions.js';
import type { OpenPanel, PanelPlace } from '../../../src/engine/panel/panel-place.js';
import type { PanelState } from '../../../src/engine/panel/panel-state.js';
import { verifyDraw } from '../../../src/engine/panel/verify-draw.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import type { StreamDecision } from '../../../src/engine/streams/stream-law.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { officialCalendar } from '../../support/procedures.js';
import { checkPower, expert, hex, ON } from './draws.js';

const PATH = 'test/engine/panel/fixtures/with-panel.yaml';
const STREAM = '6f1c1c54-9f7e-4b43-9d1e-2f6a3c1b7a10';
const LEAF = hex('leaf');
const NONCES = { keeper: hex('keeper'), witness: hex('witness') };
const CALENDAR = officialCalendar();
const DRAFT = { version: 1, sha256: hex('draft 1') };

const loaded = loadProcedure([{ path: PATH, text: readFileSync(PATH, 'utf8') }], PATH, nodeHash, {
  prove: true,
});
if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
const { compiled } = loaded;
const { definition } = compiled;
const declared = definition.streams?.['panel'];
if (!declared) throw new Error('no panel');

const world = (recused: readonly string[] = []): World => ({
  ...{ now: `${ON}T04:00:00.000Z` as Instant, zone: 'Asia/Shanghai' as World['zone'] },
  ...{ calendar: CALENDAR, checkInput: () => [], checkPower },
  bars: { recused, sealed: false, related: {} },
  member: (person) => ({ actor: actorInPosts(person, ['expert']), absent: false }),
  streams: { draft: { stream: 'd', seq: 0, leaf: LEAF, standing: { exists: true, version: 1 } } },
});
const opened = decide(
  compiled,
  null,
  { act: 'open', actor: actorInPosts('keeper', ['reviewer']), input: {}, unit: 'office' },
  world(),
);
if (opened.refused) throw new Error('not opened');
const caseState = opened.state;

/** A panel without a store: it keeps what was decided, and what was refused. */
class Desk {
  state: PanelState | null = null;
  refused: readonly string[] = [];
  recused: readonly string[] = [];

  constructor(
    readonly pool: readonly PoolExpert[],
    readonly composition?: PanelComposition,
  ) {}

  place(who: string): PanelPlace {
    const posts = { keeper: ['reviewer'], witness: ['head'] }[who] ?? ['expert'];
    const actor = actorInPosts(who, posts);
    const at = {
      definition,
      name: 'panel',
      declared: { ...(declared as NonNullable<typeof declared>), ...this.law },
    };
    return { ...at, caseState, actor, world: world(this.recused), hash: nodeHash };
  }

  get law() {
    return this.composition ? { composition: this.composition } : {};
  }

  open(who: string): OpenPanel {
    if (!this.state) throw new Error('no panel');
    return { ...this.place(who), state: this.state };
  }

  done(who: string, decision: StreamDecision<PanelEvent>): boolean {
    this.refused = decision.refused ? decision.unmet.map(({ code, at }) => `${code} ${at ?? ''}`.trim()) : [];
    if (decision.refused) return false;
    this.state = panelLaw.evolve(this.state, decision.event, who);
    return true;
  }

  begin(rule: DrawRule, hash: DrawHash = 'sha256'): boolean {
    const wish = { draft: DRAFT, hash, rule, pool: this.pool };
    return this.done('keeper', openPanel(this.place('keeper'), 'case', wish));
  }

  promise(): void {
    for (const role of DRAW_ROLES) {
      const place = this.open(role);
      const terms = drawTerms(place.state, { stream: STREAM, pool: this.pool });
      this.done(role, commitToDraw(place, drawCommitment(terms, role, NONCES[role], nodeHash), this.pool));
    }
  }

  reveal(role: 'keeper' | 'witness', beacon?: string): boolean {
    const wish = { nonce: NONCES[role], ...(beacon !== undefined && { beacon }) };
    return this.done(
      role,
      revealForDraw(this.open(role), wish, { stream: STREAM, pool: this.pool, leaf: LEAF }),
    );
  }

  draw(): void {
    this.promise();
    this.reveal('keeper');
    this.reveal('witness');
  }

  get standing() {
    return this.state && panelLaw.standings(this.state)[0]?.standing;
  }

  /** As it would be published. */
  get verdict() {
    if (!this.state) throw new Error('no panel');
    const { openedFor, hash, rule, promises, seed, beacon, drawn, changes, members } = this.state;
    const file = sealedDrawFile(
      {
        ...{
          format: DRAW_FORMAT,
          stream: STREAM,
          draft: openedFor,
          hash,
          pool: this.pool,
          rule,
          drawn,
          changes,
        },
        commitments: promises.map(({ role, commitment }) => ({ role, commitment })),
        reveals: promises.flatMap(({ role, nonce }) => (nonce ? [{ role, nonce }] : [])),
        ...(promises.length === 2 && { leaf: LEAF }),
        ...(seed && { seed }),
        ...(beacon && { beacon }),
        named: seed ? [] : members.flatMap(({ named }) => named ?? []),
        members: members.map((member) => member.expert).toSorted(),
      },
      nodeHash,
    );
    return verifyDraw(file, nodeHash);
  }
}

const POOL = [
  ...[1, 2, 3, 4].map((code) => expert(code)),
  ...[5, 6].map((code) => expert(code, ['规划'], { sector: true })),
];
const RULE: DrawRule = { on: ON, count: 3, odd: true, sector: { parts: 1, of: 3 } };
const FREE = { conflict: false, confidential: true };
const HEADS = { necessity: 'agree', feasibility: 'agree', soundness: 'agree' } as const;

describe('a panel', () => {
  it('wants the public value with the last number, where its rule names one, and in either suite', () => {
    for (const suite of ['sha256', 'sm3'] as const) {
      const desk = new Desk(POOL);
      expect(desk.begin({ ...RULE, beacon: { source: '双色球', moment: '第30期' } }, suite)).toBe(true);
      desk.promise();
      expect(desk.reveal('keeper', '03 07')).toBe(false);
      expect(desk.refused).toEqual(['invalid-input /beacon']);
      expect(desk.reveal('keeper')).toBe(true);
      expect(desk.reveal('witness')).toBe(false);
      expect(desk.refused).toEqual(['requirement-unmet /beacon']);
      expect(desk.reveal('witness', '03 07')).toBe(true);
      expect(desk.verdict).toMatchObject({ stage: 'drawn', faults: [] });
    }
  });

  it('asks of its rule what the law asks, whatever its keeper types, and stays so when members leave', () => {
    const law = { atLeast: 3, odd: true, sectorAtMost: { of: 1, by: 3 }, basis: '办法 5' };
    const typed = (rule: Partial<DrawRule>): readonly string[] => {
      const desk = new Desk(POOL, law);
      return desk.begin({ on: ON, count: 3, ...rule }) ? [] : desk.refused;
    };
    expect(typed({ count: 2, sector: { parts: 0, of: 1 } })).toEqual([
      'requirement-unmet /rule/count',
      'requirement-unmet /rule/count',
    ]);
    expect(typed({})).toEqual(['requirement-unmet /rule/sector']);
    expect(typed({ count: 4, sector: { parts: 1, of: 2 } })).toEqual([
      'requirement-unmet /rule/count',
      'requirement-unmet /rule/sector',
    ]);
    expect(typed({ sector: { parts: 2, of: 5 } })).toEqual([]);
    const desk = new Desk(POOL, law);
    desk.begin(RULE);
    desk.draw();
    for (let n = 0; n < 2; n += 1) {
      const who = desk.state?.members[n]?.expert ?? '';
      desk.done(who, declineSeat(desk.open(who), '出差'));
      desk.done(
        'keeper',
        replaceMember(desk.open('keeper'), { expert: who, because: 'declined', reason: '出差' }, POOL),
      );
      const { members: count, sectorMembers: sector } = desk.standing as Record<string, number>;
      expect(compositionFaults(law, { count: count ?? 0, sector: sector ?? 0 })).toEqual([]);
    }
  });

  it('keeps out who is recused before it is set up, and lets him go who is recused later', () => {
    const desk = new Desk(POOL);
    desk.recused = ['e-2'];
    expect(desk.begin(RULE)).toBe(false);
    expect(desk.refused).toEqual(['person-not-eligible /pool/1']);
    desk.recused = [];
    expect(desk.begin(RULE)).toBe(true);
    desk.draw();
    const [member] = desk.state?.members ?? [];
    const who = member?.expert ?? '';
    const leave = { expert: who, because: 'recused', reason: '决定回避' } as const;
    expect(desk.done('keeper', replaceMember(desk.open('keeper'), leave, POOL))).toBe(false);
    desk.recused = [who];
    expect(desk.done(who, declareInterest(desk.open(who), FREE))).toBe(false);
    expect(desk.refused).toEqual(['recused']);
    expect(desk.done('keeper', replaceMember(desk.open('keeper'), leave, POOL))).toBe(true);
    expect(desk.verdict).toMatchObject({ stage: 'drawn', faults: [] });
  });

  it('stands to its case as its members do, and not at all once it was given up', () => {
    const desk = new Desk(POOL);
    desk.begin(RULE);
    expect(desk.standing).toMatchObject({ exists: true, drawn: false, members: 0, draftVersion: 1 });
    desk.draw();
    expect(desk.standing).toMatchObject({ drawn: true, members: 3, undeclared: 3, opinions: 0 });
    const [first, second] = (desk.state?.members ?? []).map((member) => member.expert) as [string, string];
    desk.done(first, declareInterest(desk.open(first), { conflict: true, confidential: false }));
    desk.done(second, declareInterest(desk.open(second), FREE));
    const opinion = { draft: DRAFT, stance: 'differ', heads: HEADS, text: '不同意' } as const;
    expect(desk.done(first, giveOpinion(desk.open(first), opinion))).toBe(false);
    desk.done(second, giveOpinion(desk.open(second), opinion));
    const now = { undeclared: 1, conflicted: 1, opinions: 1, differing: 1, unanswered: 1 };
    expect(desk.standing).toMatchObject(now);
    desk.done(second, declareInterest(desk.open(second), { conflict: true, confidential: true }));
    expect(desk.standing).toMatchObject({ conflicted: 2, opinions: 0, differing: 0, unanswered: 0 });
    expect(desk.done('keeper', closePanel(desk.open('keeper'), { ground: 'done' }))).toBe(false);
    desk.done('keeper', closePanel(desk.open('keeper'), { ground: 'abandoned', reason: '议题撤回' }));
    expect(desk.standing).toMatchObject({ exists: true, drawn: false, members: 0, conflicted: 0 });
  });

  it('stays a panel that meets its rule and can be drawn again, whatever people do', () => {
    const anyStep = fc.record({
      who: fc.nat(8),
      what: fc.nat(9),
      ground: fc.constantFrom(...LEAVING_GROUNDS),
    });
    let replaced = 0;
    let signed = 0;
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 20, maxLength: 60 }), (steps) => {
        const desk = new Desk(POOL);
        desk.begin(RULE);
        desk.draw();
        for (const { who, what, ground } of steps) {
          step(desk, who, what, ground);
          signed += Number(desk.standing?.['opinions']);
        }
        const { state, standing, verdict } = desk;
        replaced += state?.changes.length ?? 0;
        expect(verdict).toMatchObject({ stage: 'drawn', faults: [] });
        const { members, sectorMembers, opinions, differing, unanswered } = standing as Record<
          string,
          number
        >;
        expect(members).toBe(3);
        expect(sectorMembers).toBeLessThanOrEqual(1);
        expect(opinions).toBeLessThanOrEqual(members ?? 0);
        expect(Math.max(differing ?? 0, unanswered ?? 0)).toBeLessThanOrEqual(opinions ?? 0);
      }),
      { numRuns: 60 },
    );
    expect(replaced).toBeGreaterThan(20);
    expect(signed).toBeGreaterThan(20);
  });

  function step(desk: Desk, who: number, what: number, because: (typeof LEAVING_GROUNDS)[number]): void {
    const member = desk.state?.members[who % 3]?.expert ?? '';
    const draft = desk.state?.draft ?? DRAFT;
    const opinion = {
      draft,
      stance: who % 2 === 0 ? 'agree' : 'differ',
      heads: HEADS,
      text: '意见',
    } as const;
    const reason = '理由';
    const named = expert(`n${who}`, ['法学'], who % 3 === 0 ? { sector: true } : {});
    const later = { version: draft.version + 1, sha256: hex(`draft ${draft.version + 1}`) };
    const steps: readonly (() => unknown)[] = [
      () => desk.done(member, declareInterest(desk.open(member), FREE)),
      () => desk.done(member, declareInterest(desk.open(member), { ...FREE, conflict: true })),
      () => desk.done(member, declineSeat(desk.open(member), reason)),
      () =>
        desk.done('keeper', replaceMember(desk.open('keeper'), { expert: member, because, reason }, POOL)),
      () =>
        desk.done(
          'keeper',
          nameMember(
            desk.open('keeper'),
            { member: named, reason, approvedBy: 'head', replaces: { expert: member, because } },
            POOL,
          ),
        ),
      () => desk.done(member, giveOpinion(desk.open(member), opinion)),
      () =>
        desk.done(
          'keeper',
          answerOpinion(desk.open('keeper'), { expert: member, result: 'adopted', reason }),
        ),
      () => who === 0 && desk.done('keeper', renewPanel(desk.open('keeper'), later, undefined)),
      () => desk.done('nobody', declareInterest(desk.open('nobody'), FREE)),
      () =>
        desk.done('witness', replaceMember(desk.open('witness'), { expert: member, because, reason }, POOL)),
    ];
    steps[what]?.();
  }
});
