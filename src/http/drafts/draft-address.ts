import type { DraftAddress } from '../../usecases/streams/draft/draft-on-hand.js';
import { caseId } from '../cases/case-access.js';
import { unknownResource } from '../problems/problem.js';
import { unknownDraft } from './draft-answer.js';

/** As a definition may call a draft; that of a fragment has the instance before it. */
const NAME = /^[a-z][A-Za-z0-9]{0,99}(\.[a-z][A-Za-z0-9]{0,99}){0,4}$/;
const NUMBER = /^[1-9]\d{0,6}$/;

/** The draft that an address names. @throws Problem `unknown-resource` */
export function draftAddress(id: string, name: string): DraftAddress {
  if (!NAME.test(name)) throw unknownDraft();
  return { caseId: caseId(id), name };
}

/** The number of a version. @throws Problem `unknown-resource` */
export function versionNumber(text: string): number {
  if (!NUMBER.test(text)) throw unknownVersion();
  return Number(text);
}

/** The number of a comment. @throws Problem `unknown-resource` */
export function commentNumber(text: string): number {
  if (!NUMBER.test(text)) throw unknownResource('意见', 'comment');
  return Number(text);
}

/** There is no such version. */
export function unknownVersion(): ReturnType<typeof unknownResource> {
  return unknownResource('稿次', 'version');
}
