import { basisList } from '../case/basis-list.js';
import type { CaseState } from '../case/case-state.js';
import type { Actor } from '../case/command.js';
import type { RefusalCode, Unmet } from '../case/refusal.js';
import type { World } from '../case/world.js';
import type { Definition } from '../law/definition.js';
import type { StreamDefinition } from '../law/stream-definition.js';
import type { DraftState } from './draft-stream.js';

/** Everything that a decision on a draft may read. */
export interface DraftPlace {
  readonly definition: Definition;
  /** As the definition calls the draft, and what it declares of it. */
  readonly name: string;
  readonly declared: StreamDefinition;
  readonly caseId: string;
  readonly caseState: CaseState;
  readonly actor: Actor;
  readonly world: World;
  /** Null: there is no version yet. */
  readonly draft: DraftState | null;
}

/** One thing that stands against a wish, on the provision that the draft rests on. */
export function against(
  { declared }: Pick<DraftPlace, 'declared'>,
  code: RefusalCode,
  zh: string,
  en: string,
  at?: string,
): Unmet {
  return { code, say: { zh, en }, basis: basisList(declared.basis), ...(at !== undefined && { at }) };
}
