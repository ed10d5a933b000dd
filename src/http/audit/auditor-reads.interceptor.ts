import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import { isCivilDate, isInstant } from '../../engine/clock/civil-date.js';
import {
  isAuditor,
  recordCaseReading,
  recordListReading,
  type Reading,
} from '../../usecases/audit/record-reading.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { LedgerBehind } from '../../usecases/log/ledger-behind.js';
import { HTTP_SERVICES, type HttpServices } from '../http-services.js';
import { requirementOf } from '../powers/requirement.js';
import { Problem } from '../problems/problem.js';
import { auditedRoute } from './audited-route.js';

/** A request whose handler says which cases the answer shows record by record. */
export interface ShowsCases {
  casesShown?: readonly string[];
}

/**
 * What auditors read is on record before they see it: of a case on the case's own stream, before the answer is even
 * made; of a list on the stream of audits, with the number of its items, and on each case that it shows whole. Without a
 * record there is no answer.
 */
@Injectable()
export class AuditorReadsInterceptor implements NestInterceptor {
  constructor(
    @Inject(HTTP_SERVICES) private readonly services: HttpServices,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Problem `unavailable` where the reading cannot be recorded */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context
      .switchToHttp()
      .getRequest<FastifyRequest & ShowsCases & { readonly person?: SignedIn }>();
    const { url = '' } = request.routeOptions;
    const kind = auditedRoute(request.method, url, requirementOf(this.reflector, context));
    const { person } = request;
    if (!kind || !person || !(await this.recorded(() => isAuditor(this.services.ports, person)))) {
      return next.handle();
    }
    const reading = readingOf(request, url);
    const subject = await this.caseOf(kind, request);
    const recordCase = recordCaseReading(this.services.ports);
    if (subject !== undefined) {
      await this.recorded(() => recordCase(subject, reading, person));
      return next.handle();
    }
    const recordList = recordListReading(this.services.ports);
    return next.handle().pipe(
      mergeMap((answer: unknown) =>
        from(
          this.recorded(async () => {
            const { casesShown = [] } = request;
            for (const shown of casesShown) await recordCase(shown, reading, person);
            await recordList({ ...reading, hits: casesShown.length || hitsOf(answer) }, person);
            return answer;
          }),
        ),
      ),
    );
  }

  /** The case whose stream the reading belongs to. */
  private async caseOf(
    kind: 'case' | 'stream' | 'list',
    { params }: FastifyRequest,
  ): Promise<string | undefined> {
    const { id } = params as { readonly id?: string };
    if (kind === 'list' || id === undefined || !UUID.test(id)) return undefined;
    if (kind === 'case') return id;
    const stream = await this.services.queries.stream(id);
    return stream?.kind === 'case' ? id : undefined;
  }

  private async recorded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // Says itself why nothing can be put on record, and that waiting does not help.
      if (error instanceof LedgerBehind) throw error;
      throw new Problem('unavailable', { headers: { 'retry-after': '2' } }, { cause: error });
    }
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readingOf({ method, url: address, query, body }: FastifyRequest, url: string): Reading {
  const { knownAt, effectiveAt } = query as Readonly<Record<string, unknown>>;
  return {
    view: `${method} ${url}`,
    // As texts, as they came: whatever a query or a body holds, it can be kept.
    asked: {
      address: address.normalize('NFC'),
      ...(method === 'POST' && { body: JSON.stringify(body ?? null) }),
    },
    ...(isInstant(knownAt) && { knownAt }),
    ...(isCivilDate(effectiveAt) && { effectiveAt }),
  };
}

function hitsOf(answer: unknown): number {
  const items = (answer as { readonly items?: unknown } | null | undefined)?.items;
  if (Array.isArray(items)) return items.length;
  return answer === null || answer === undefined ? 0 : 1;
}
