import { readFileSync } from 'node:fs';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { actorInPosts, type Actor } from '../../../../src/engine/case/command.js';
import { decide } from '../../../../src/engine/case/decide.js';
import type {
  DocumentKnowledge,
  PerformedAct,
} from '../../../../src/engine/case/documents/document-scope.js';
import { nextLapse } from '../../../../src/engine/case/lapse.js';
import type { World } from '../../../../src/engine/case/world.js';
import type { CivilDate, Instant, Zone } from '../../../../src/engine/clock/time.js';
import type { SourceFile } from '../../../../src/engine/law/read-yaml.js';
import { postsAlone } from '../../../../src/engine/powers/stand-in-check.js';
import type { CompiledProcedure } from '../../../../src/engine/statechart/compiled-procedure.js';
import { loadProcedure, type Loaded } from '../../../../src/engine/statechart/load-procedure.js';
import { ajvInputCheck } from '../../../../src/outside/ajv/input-check.js';
import { nodeHash } from '../../../../src/outside/crypto/node-hash.js';
import { officialCalendar } from '../../../support/procedures.js';

const MAIN = 'papers/procedure.yaml';

/** The texts of the sample procedure's documents. */
export const TEXTS: Readonly<Record<string, string>> = {
  receipt:
    '本机关于{{收到时间}}收到：\n\n| 材料 | 形式 |\n| {{材料}} |\n\n- {{名称}}\n\n说明：{{说明}}。\n\n@ 收件人：\n',
  refusal: '# 理由\n{{理由}}\n# 事实\n{{事实}}\n',
  extension: '原截止日{{原截止日}}，延长{{延长}}，新截止日{{新截止日}}。\n',
  deemed: '{{期限}}于{{届满日}}届满，自{{视为受理日}}起视为受理。\n',
};

/** The sample procedure's files; `change` may rewrite the definition, `texts` the texts of its documents. */
export function paperFiles(
  change: (definition: string) => string = (text) => text,
  texts: Readonly<Record<string, string>> = TEXTS,
): readonly SourceFile[] {
  const text = readFileSync(new URL('papers.yaml', import.meta.url), 'utf8');
  return [
    { path: MAIN, text: change(text) },
    ...Object.entries(texts).map(([name, content]) => ({
      path: `papers/documents/${name}.md`,
      text: content,
    })),
  ];
}

/** Loads the sample procedure, unproved. */
export function loadPapers(...files: Parameters<typeof paperFiles>): Loaded {
  return loadProcedure(paperFiles(...files), MAIN, nodeHash, { prove: false });
}

/** The sample procedure ready to step. */
export function compiledPapers(...files: Parameters<typeof paperFiles>): CompiledProcedure {
  const loaded = loadPapers(...files);
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return loaded.compiled;
}

export const zhang: Actor = actorInPosts('zhang', ['window']);
export const wang: Actor = actorInPosts('wang', ['decider']);
export const liu: Actor = actorInPosts('liu', []);

const calendar = officialCalendar();

/** The world at noon of a day. */
export function worldOn(on: string): World {
  return {
    now: `${on}T04:00:00.000Z` as Instant,
    zone: 'Asia/Shanghai' as Zone,
    calendar,
    checkInput: ajvInputCheck(),
    checkPower: postsAlone,
  };
}

/** A case of the sample procedure with what was done in it. */
export interface PaperCase {
  readonly state: CaseState;
  readonly acts: readonly PerformedAct[];
}

/** Does one act and keeps it, after everything that the law has done by itself until then. */
export function perform(
  procedure: CompiledProcedure,
  before: PaperCase | null,
  wish: {
    readonly on: string;
    readonly act: string;
    readonly actor: Actor;
    readonly input?: PerformedAct['input'];
  },
): PaperCase {
  const world = worldOn(wish.on);
  const { actor, act, input = {} } = wish;
  const opening = before ? {} : { unit: 'authority', parties: { applicant: ['liu'] } };
  const state = before && settled(procedure, before.state, wish.on);
  const decision = decide(procedure, state, { act, actor, input, ...opening }, world);
  if (decision.refused) throw new Error(JSON.stringify(decision.unmet));
  const { on, post = '' } = decision.event;
  const done = { act, on, at: `${on}T12:00`, by: actor.person, post, input };
  return { state: decision.state, acts: [...(before?.acts ?? []), done] };
}

/** The state after everything that the law has done by itself until the day. */
export function settled(procedure: CompiledProcedure, before: CaseState, on: string): CaseState {
  let state = before;
  for (let lapse = nextLapse(procedure, state, worldOn(on)); lapse;) {
    state = lapse.state;
    lapse = nextLapse(procedure, state, worldOn(on));
  }
  return state;
}

/** The opening act with two materials. */
export function received(procedure: CompiledProcedure, on = '2026-03-02'): PaperCase {
  const materials = [
    { name: '申请书', form: '原件' },
    { name: '营业执照', form: '复印件' },
  ];
  return perform(procedure, null, { on, act: 'receive', actor: zhang, input: { materials } });
}

/** What whoever composes knows beside the state. */
export function knownOf({ acts }: PaperCase, more: Partial<DocumentKnowledge> = {}): DocumentKnowledge {
  return {
    acts,
    case: { subject: '经营许可', receipt: 'R-1' },
    names: { applicant: ['刘一'] },
    organ: {
      name: '某市行政审批局',
      codeWord: '某审',
      reconsideration: '某市人民政府',
      court: '某区人民法院',
    },
    officer: { name: '张敏', post: '受理窗口' },
    ...more,
  };
}

/** A day of these tests. */
export function day(text: string): CivilDate {
  return text as CivilDate;
}
