import type { ActDefinition, Definition } from '../../law/definition.js';
import type { PowerAction } from '../../powers/power-question.js';
import type { CaseState } from '../case-state.js';

/** The case, as far as powers look at it. While the opening act is decided: its parties alone. */
export type PowerSource = Pick<CaseState, 'parties' | 'performers' | 'doneBy'> &
  Partial<Pick<CaseState, 'status' | 'tasks' | 'referred'>>;

/** What is asked of the policies about one act or task. */
export interface PowerWish {
  readonly action: Extract<PowerAction, 'openCase' | 'performAct' | 'holdTask'>;
  readonly name: string;
  /** The posts that may do it, in the order of preference. */
  readonly by: readonly string[];
  /** Acts whose performers may not do it. */
  readonly separateFrom: readonly string[];
  readonly basis: ActDefinition['basis'];
  readonly title: ActDefinition['title'];
}

/** The wish to perform an act of the definition. */
export function actWish(name: string, act: ActDefinition, opening: boolean): PowerWish {
  const by = typeof act.by === 'string' ? [act.by] : act.by;
  const { basis, title, separateFrom = [] } = act;
  return { action: opening ? 'openCase' : 'performAct', name, by, separateFrom, basis, title };
}

/** What people call a post. */
export function titleOf(definition: Definition, post: string, language: 'zh' | 'en'): string {
  const title = definition.posts[post]?.title;
  if (title === undefined) return post;
  if (typeof title === 'string') return language === 'zh' ? title : post;
  return language === 'zh' ? title.zh : (title.en ?? post);
}
