import type { Unmet } from '../../../engine/case/refusal.js';
import { against, type DraftPlace } from '../../../engine/draft/draft-place.js';
import type { DraftSource } from '../../../engine/draft/draft-stream.js';
import { contentOfUpload, prepareUpload } from '../../materials/content-to-file.js';
import type { MaterialPorts } from '../../materials/material-ports.js';

/** What a version is made from: words of the request, or an upload of one's own (.txt or .docx). */
export type DraftContent = { readonly text: string } | { readonly upload: string };

/** A text that was read from a file, or why it cannot be read. */
export type ReadFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly say: { readonly zh: string; readonly en: string } };

/** Reads the text of files that were looked at and found clean. */
export interface DraftFileReader {
  /** Undefined: such files hold no text that could be a draft. Numbers that the program would count are in the text. */
  read(mediaType: string, bytes: AsyncIterable<Uint8Array>): Promise<ReadFile | undefined>;
}

/** What drafts are read from. */
export interface DraftFiles {
  readonly materials: MaterialPorts;
  readonly reader: DraftFileReader;
}

/** The text of a draft, or why it cannot be had from that file. */
export type FoundContent =
  | { readonly text: string; readonly source: DraftSource; readonly file?: string }
  | { readonly faults: (place: DraftPlace) => readonly Unmet[] };

/** Looks at an upload and scans it, before anybody waits for it. It may take minutes. */
export async function prepareContent(
  { materials }: DraftFiles,
  content: DraftContent,
  person: string,
): Promise<void> {
  if ('upload' in content) await prepareUpload(materials, content.upload, person);
}

const NEITHER = {
  zh: '草案应当是 .docx 或者 .txt 文件',
  en: 'a draft must be a .docx or .txt file',
} as const;

/**
 * Finds the text of a draft as it stands now.
 *
 * @throws NoSuchContent
 */
export async function contentOfDraft(
  { materials, reader }: DraftFiles,
  content: DraftContent,
  person: string,
): Promise<FoundContent> {
  if ('text' in content) return { text: content.text, source: 'text' };
  const found = await contentOfUpload(materials, content.upload, person);
  if (found.faults) return { faults: () => found.faults };
  const { digest, mediaType } = found.facts;
  const read = await reader.read(mediaType, materials.blobs.read(digest.sha256));
  if (!read?.ok) {
    const { zh, en } = read?.say ?? NEITHER;
    return { faults: (place) => [against(place, 'file-refused', zh, en, '/upload')] };
  }
  const source = mediaType === 'text/plain' ? 'txt' : 'docx';
  return { text: read.text, source, file: digest.sha256 };
}
