import { ApiProperty } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import type { PanelAddress, PanelAnswer, PanelRequest } from '../../usecases/streams/panel/panel-on-hand.js';
import { caseId } from '../cases/case-access.js';
import { Discloses } from '../powers/discloses.decorator.js';
import { unknownResource } from '../problems/problem.js';
import { recordedInStream, StreamReceiptDto, streamReceiptDto } from '../streams/stream-answer.js';

/** What was recorded in the stream of a panel. */
export class PanelReceiptDto extends StreamReceiptDto {
  @Discloses('internal')
  @ApiProperty({ example: 'panel.drawn', description: '事件 · what happened' })
  event: string;
}

/**
 * What was done in a panel as it is sent: the record, its address and the stream's new version.
 * @throws Problem for every other outcome
 */
export function recordedInPanel(answer: PanelAnswer, reply: FastifyReply): PanelReceiptDto {
  const done = recordedInStream(answer, reply, { unknown: unknownPanel });
  return { ...streamReceiptDto(done), event: done.result.event };
}

/** As a definition may call a panel; that of a fragment has the instance before it. */
const NAME = /^[a-z][A-Za-z0-9]{0,99}(\.[a-z][A-Za-z0-9]{0,99}){0,4}$/;

/** The panel that an address names. @throws Problem `unknown-resource` */
export function panelAddress(id: string, name: string): PanelAddress {
  if (!NAME.test(name)) throw unknownPanel();
  return { caseId: caseId(id), name };
}

/** Somebody's wish in the panel that an address names. @throws Problem `unknown-resource` */
export function panelRequest(asked: {
  readonly id: string;
  readonly name: string;
  readonly by: SignedIn;
  readonly key: string;
  readonly version: number | undefined;
}): PanelRequest {
  const { id, name, by, key, version } = asked;
  const { person, scopes, signIn } = by;
  return {
    ...{ ...panelAddress(id, name), by: { person, scopes, signIn }, key },
    ...(version !== undefined && { expectedVersion: version }),
  };
}

/** There is no such panel, or none that the person may know of: nobody can tell which. */
export function unknownPanel(): ReturnType<typeof unknownResource> {
  return unknownResource('专家组', 'panel');
}
