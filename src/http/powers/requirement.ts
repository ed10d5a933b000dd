import { type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { PowerAction } from '../../engine/powers/power-question.js';

/** What a route asks of whoever calls it: nothing, that he is signed in, or the power for an action. */
export type Requirement = 'public' | 'signedIn' | PowerAction;

const REQUIREMENT = 'duecourse:requires';

/** Declares what a route requires, in one word. `Describe` carries it; a route without it stops the boot. */
export function Requires(requirement: Requirement): MethodDecorator {
  return SetMetadata(REQUIREMENT, requirement);
}

/** What the route that is being called requires. Undefined: nothing was declared, and so it is closed. */
export function requirementOf(reflector: Reflector, context: ExecutionContext): Requirement | undefined {
  return reflector.get<Requirement | undefined>(REQUIREMENT, context.getHandler());
}

/** Whether a handler of a controller says what it requires. */
export function declaresRequirement(handler: object): boolean {
  return Reflect.hasMetadata(REQUIREMENT, handler);
}
