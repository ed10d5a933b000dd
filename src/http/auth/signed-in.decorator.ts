import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Defect } from '../../engine/defect.js';
import { Problem } from '../problems/problem.js';
import type { SignedIn } from './bearer.guard.js';
import type { Person } from './person.js';

function personOf(context: ExecutionContext): Person {
  const { person } = context.switchToHttp().getRequest<SignedIn>();
  if (!person) throw new Defect('a public route asked who is signed in');
  return person;
}

/** The signed-in person. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Person => personOf(context));

/** The signed-in person, who must hold a post. */
export const Officer = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  const person = personOf(context);
  if (!isOfficer(person)) throw new Problem('officers-only');
  return person;
});

/** Whether the person holds any post in the organisation. */
export function isOfficer(person: Person): boolean {
  return person.posts.length > 0;
}
