import type { Append } from '../../usecases/ports.js';
import { deskRows } from './desk-rows.js';
import { materialRows } from './material-rows.js';
import { noticeRows } from './notice-rows.js';
import { paperRows } from './paper-rows.js';
import { publicationRows } from './publication-rows.js';
import { standingRows } from './standing-rows.js';
import { streamRows } from './stream-rows.js';

/** A part of `p_beside`: rows for one of the `duecourse_append_<part>` functions. Undefined: nothing to write. */
type BesidePart = (append: Append) => object | undefined;

/** What each part writes with an append; each is in a file of its own here. */
const PARTS: Readonly<Record<string, BesidePart>> = {
  desk: deskRows,
  materials: materialRows,
  notices: noticeRows,
  papers: paperRows,
  publications: publicationRows,
  standings: standingRows,
  drafts: streamRows('draft'),
  consultations: streamRows('consultation'),
  panels: streamRows('panel'),
  meetings: streamRows('meeting'),
};

/** The last argument of `duecourse_append`: what lies beside where a case stands in law. */
export function besideJson(append: Append): string | null {
  const parts = Object.entries(PARTS).flatMap(([name, part]): readonly [string, object][] => {
    const rows = part(append);
    return rows ? [[name, rows]] : [];
  });
  return parts.length === 0 ? null : JSON.stringify(Object.fromEntries(parts));
}
