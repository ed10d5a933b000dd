import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../src/engine/case/case-state.js';
import type { World } from '../../src/engine/case/world.js';
import { buildCalendar } from '../../src/engine/clock/calendar.js';
import type { CivilDate, Instant, Zone } from '../../src/engine/clock/time.js';
import type {
  ActDefinition,
  Definition,
  PropertyDefinition,
  StateDefinition,
} from '../../src/engine/law/definition.js';
import type { SeenStream, StreamDefinition } from '../../src/engine/law/stream-definition.js';
import { postsAlone } from '../../src/engine/powers/stand-in-check.js';
import { prove } from '../../src/engine/statechart/prove.js';
import { unmetToBegin } from '../../src/engine/streams/stream-power.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { officialNotices, Stage } from './licence-cases.js';
import { compiledNormativeDocument, workedDocuments } from './normative-document-cases.js';

const procedure = compiledNormativeDocument();
const { definition } = procedure;

describe('a gate that falls is a property that no longer holds', () => {
  it.each([
    ['the assessment', withoutRequirement('sendForReview', 'assessed'), 'noReviewWithoutAssessment'],
    [
      'the conclusion of the evaluation',
      withoutRequirement('recordContinuation', 'conclusion = "continue" or conclusion = "amend"'),
      'noContinuationAgainstEvaluation',
    ],
    [
      "the unit's own review",
      withState('ownReview', (state) => ({ ...state, on: { giveOwnOpinion: 'officeCheck' } })),
      'noReviewAgainstOwnOpinion',
    ],
    [
      'registration and number',
      withState('issuing', (state) => ({
        ...state,
        states: {
          ...state.states,
          toSign: {
            ...(state.states?.['toSign'] as StateDefinition),
            on: { sign: '#issuing.signed.toPublish' },
          },
        },
      })),
      'noForceWithoutRegistration',
    ],
  ])('%s', (_gate, changed, property) => {
    const { findings } = prove({ ...changed, properties: only(property) });
    const violated = findings.filter(({ code }) => code === 'property-violated');
    expect(violated.map(({ path }) => path)).toContain(`/properties/${property}`);
    expect(violated[0]?.message).toContain('提出制定 (propose) → 同意起草 (confirmNecessity)');
  });
});

describe('what goes on beside the document', () => {
  it('begins when the law lets it: no consultation without a draft', () => {
    const state = stateAfter('department-document', 'confirmNecessity');
    expect(unmetOf('solicitation', state, 0)).toEqual(['征求意见应当公布草案']);
    expect(unmetOf('solicitation', state, 1)).toEqual([]);
  });

  it('is on no agenda without a lawful opinion, or explained reasons, on this very version', () => {
    const [missing, changed] = [
      '未经合法性审核或者经审核不合法的，不得提交集体审议',
      '审核意见只对所审核的稿次有效',
    ];
    expect(unmetOf('meeting', stateAfter('department-document', 'assess'), 1)).toEqual([missing, changed]);
    expect(unmetOf('meeting', stateAfter('department-document', 'issueOpinion'), 1)).toEqual([]);
    expect(unmetOf('meeting', stateAfter('department-document', 'issueOpinion'), 2)).toEqual([changed]);
    expect(unmetOf('meeting', stateAfter('unlawful-and-corrected', 'issueOpinion'), 1)).toEqual([missing]);
    expect(unmetOf('meeting', stateAfter('opinion-not-fully-adopted', 'issueOpinion'), 1)).toEqual([missing]);
    expect(unmetOf('meeting', stateAfter('opinion-not-fully-adopted', 'explainUnadopted'), 1)).toEqual([]);
  });
});

/** One property: fewer facts matter for it, and its proof is quick. */
function only(name: string): Readonly<Record<string, PropertyDefinition>> {
  return { [name]: definition.properties?.[name] as PropertyDefinition };
}

/** The state of a worked document after an act is first performed in it. */
function stateAfter(name: string, act: string): CaseState {
  const scenario = workedDocuments().find((one) => one.scenario === name);
  if (!scenario) throw new Error(`there is no worked document ${name}`);
  const found = new Stage().play(procedure, scenario).outcomes.find(({ event }) => event?.act === act);
  if (!found?.state) throw new Error(`nobody performs ${act} in ${name}`);
  return found.state;
}

/** What must still be before the stream may begin, while the latest draft has this version (0: there is none). */
function unmetOf(name: string, state: CaseState, version: number): readonly unknown[] {
  const world: World = {
    now: '2026-06-01T04:00:00.000Z' as Instant,
    zone: 'Asia/Shanghai' as Zone,
    calendar: buildCalendar(officialNotices(), '2026-12-31' as CivilDate),
    checkInput: ajvInputCheck(),
    checkPower: postsAlone,
    streams: version === 0 ? {} : { draft: draftOf(version) },
  };
  const declared = definition.streams?.[name] as StreamDefinition;
  const unmet = unmetToBegin(definition, declared, { person: 'ban', post: 'secretary' }, { state, world });
  return unmet.map(({ say }) => (typeof say === 'string' ? say : say.zh));
}

function draftOf(version: number): SeenStream {
  return { stream: 'draft', seq: 0, leaf: '0'.repeat(64), standing: { exists: true, version } };
}

function withoutRequirement(act: string, that: string): Definition {
  const changed = definition.acts[act] as ActDefinition;
  const requires = (changed.requires ?? []).filter((one) => one.that !== that);
  if (requires.length === changed.requires?.length) throw new Error(`${act} does not require ${that}`);
  return { ...definition, acts: { ...definition.acts, [act]: { ...changed, requires } } };
}

function withState(name: string, change: (state: StateDefinition) => StateDefinition): Definition {
  const state = definition.states[name] as StateDefinition;
  return { ...definition, states: { ...definition.states, [name]: change(state) } };
}
