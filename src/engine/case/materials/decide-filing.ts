import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { Decision } from '../decision.js';
import { refusal, type Refusal, type Unmet } from '../refusal.js';
import type { World } from '../world.js';
import { decideMaterials } from './decide-materials.js';
import { handPower } from './hand-power.js';
import type { FilingFacts, MaterialVersion, ScannedContent } from './material-state.js';

/** A filing as it is asked for. */
export interface Filing extends Pick<MaterialVersion, 'form' | 'source' | 'from'> {
  readonly actor: Actor;
  /** Row of the checklist. Absent: something that nobody asked for. */
  readonly item?: string;
  readonly facts: FilingFacts;
}

/** Decides a filing 提交材料: of a file that is unfit or not clean it is refused, whoever may file. */
export function decideFiling(
  procedure: CompiledProcedure,
  state: CaseState,
  { actor, item, facts, form, source, from }: Filing,
  world: World,
): Decision | Refusal {
  const { content, limits } = facts;
  const faults = againstContent(content);
  if ('findings' in content || faults.length > 0) {
    const power = handPower(procedure.definition, state, actor, world, { parties: true });
    const unmet = [...('unmet' in power ? power.unmet : []), ...faults];
    return refusal(unmet[0]?.code ?? 'file-refused', procedure, state, [], unmet);
  }
  const { sha256, sm3, size, mediaType } = content;
  const version = {
    ...{ sha256, sm3, size, mediaType, source },
    ...(form && { form }),
    ...(from !== undefined && { from }),
  };
  const wish = { do: 'file' as const, ...(item !== undefined && { id: item }), version, limits, actor };
  return decideMaterials(procedure, state, wish, world);
}

/** What stands against a content, whatever it is filed for. Empty: nothing. */
export function againstContent(content: FilingFacts['content']): readonly Unmet[] {
  if ('findings' in content)
    return content.findings.map(({ code, say = code }) => ({
      ...{ code: 'file-refused' as const, say, basis: BASIS, at: '/upload' },
    }));
  return content.scan ? [QUARANTINED[content.scan]] : [];
}

/** The facts as they are on record: findings by their codes. */
export function factsOnRecord({ content, limits }: FilingFacts): FilingFacts {
  if (!('findings' in content)) return { content, limits };
  const { size, findings } = content;
  return { content: { size, findings: findings.map(({ code }) => ({ code })) }, limits };
}

const BASIS = ['正程 材料'];

const QUARANTINED: Readonly<Record<NonNullable<ScannedContent['scan']>, Unmet>> = {
  infected: {
    code: 'file-quarantined',
    say: { zh: '文件含有恶意内容，已隔离', en: 'the file holds malicious content and is in quarantine' },
    basis: BASIS,
    at: '/upload',
  },
  quarantined: {
    code: 'file-quarantined',
    say: {
      zh: '文件暂时无法完成安全扫描，已隔离，请稍后重试',
      en: 'the file could not be scanned yet and is in quarantine; try again later',
    },
    basis: BASIS,
    at: '/upload',
  },
};
