import type { Definition, DocumentDefinition } from '../../law/definition.js';
import type { ServiceDefinition } from '../../law/document-definition.js';
import { issuersOf } from '../../law/document-names.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import { powerFor, type Power } from '../power/power.js';
import type { World } from '../world.js';
import type { DocumentState } from './document-state.js';

/**
 * The power to handle a document: who issues it may serve it, and so may the posts of the modes. That the case has ended
 * is no bar: what ended it must still go out.
 */
export function handlingPower(
  definition: Definition,
  state: CaseState,
  order: DocumentState,
  modes: readonly ServiceDefinition[],
  actor: Actor,
  world: Pick<World, 'checkPower' | 'bars'>,
): Power {
  const document = definition.documents[order.document] as DocumentDefinition;
  const serving = modes.flatMap(({ by = [] }) => by);
  const posts = [...issuersOf(definition, order.document), ...proved(definition, order), ...serving];
  const wish = {
    action: 'performAct' as const,
    // A deputy for some acts may handle what these acts order.
    name: order.act ?? order.document,
    by: [...new Set(posts)].filter((post) => definition.posts[post]?.kind !== 'party'),
    separateFrom: [],
    basis: document.basis,
    title: document.title,
  };
  return powerFor(definition, wish, actor, { ...state, status: 'open' }, world);
}

/** Of a proof of service: the posts that issue what may be served. */
function proved(definition: Definition, { document }: DocumentState): readonly string[] {
  const isProof = Object.values(definition.service ?? {}).some(({ receipt }) => receipt === document);
  if (!isProof) return [];
  return Object.entries(definition.documents).flatMap(([name, { to }]) =>
    to === undefined ? [] : issuersOf(definition, name),
  );
}
