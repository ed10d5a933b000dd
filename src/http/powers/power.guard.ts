import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { today } from '../../engine/case/world.js';
import { Defect } from '../../engine/defect.js';
import type { PowerAction } from '../../engine/powers/power-question.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { factsOf } from '../../usecases/powers/power-facts.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { powerProblem } from './power-problem.js';
import { requirementOf } from './requirement.js';

/**
 * Actions that the person's own standing and offices decide, and whose refusal is no record. All others are decided
 * where their facts are read, in the transaction that records them.
 */
const BY_PERSON_ALONE: ReadonlySet<string> = new Set<PowerAction>([
  'readOrganisation',
  'openAccount',
  'unlockAccount',
  'publishProcedure',
  'adoptCalendar',
  'advanceClock',
  'manageWebhooks',
]);

/**
 * Deny by default: a route that declares nothing is closed, and where the declared power depends on the person alone
 * it is asked for before the handler runs.
 */
@Injectable()
export class PowerGuard implements CanActivate {
  constructor(
    @Inject(HTTP_SERVICES) private readonly services: HttpServices,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Problem with the policies' reasons */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const requirement = requirementOf(this.reflector, context);
    if (requirement === undefined) throw new Defect('a route without a declared power was reached');
    if (!BY_PERSON_ALONE.has(requirement)) return true;
    const { person: signedIn } = context
      .switchToHttp()
      .getRequest<FastifyRequest & { readonly person?: SignedIn }>();
    if (!signedIn) throw new Defect('a route that needs a power was reached without signing in');
    const action = requirement as PowerAction;
    const { ports } = this.services;
    const [snapshot, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
    const on = today({ now, zone: ports.installation.zone });
    const answer = ports.checkPower({
      action,
      person: await factsOf(ports, snapshot, signedIn.person, on),
      scopes: signedIn.scopes,
    });
    if (!answer.allowed) throw powerProblem(action, answer.denials);
    return true;
  }
}
