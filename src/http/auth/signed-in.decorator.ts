import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Defect } from '../../engine/defect.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import type { SignedInRequest } from './session.guard.js';

/** The signed-in person. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { person } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!person) throw new Defect('a public route asked who is signed in');
  return person;
});
