import type { ActDefinition, Definition } from './definition.js';

/** Events by which a round of signatures moves a case: `passed.<signing>` and `failed.<signing>`. */
export function resultEvents(signing: string): readonly [passed: string, failed: string] {
  return [`passed.${signing}`, `failed.${signing}`];
}

/** The round whose result an event is; undefined for every other event. */
export function settledBy(event: string): string | undefined {
  return /^(?:passed|failed)\.(.+)$/.exec(event)?.[1];
}

/** The acts that sign in a round, by name. */
export function signingActs(
  { acts }: Pick<Definition, 'acts'>,
  signing: string,
): readonly (readonly [name: string, act: ActDefinition])[] {
  return Object.entries(acts).filter(([, { signs }]) => signs === signing);
}
