import { open } from 'node:fs/promises';
import type {
  FileClaim,
  FileFinding,
  FileInspector,
  LocalFile,
} from '../../usecases/materials/material-ports.js';
import { Turns } from '../turns.js';
import { fileSource, type ByteSource } from '../zip/byte-source.js';
import { endsAsZip } from '../zip/zip-end.js';
import { extensionOf, KINDS, kindOf } from './file-kinds.js';
import { isPlainName } from './file-name.js';
import { FileRefused, finding } from './findings.js';
import { inspectImage } from './inspect-image.js';
import { inspectPackage } from './inspect-package.js';
import { inspectPdf } from './inspect-pdf.js';
import { inspectText } from './inspect-text.js';

/** Files that are looked at at once: others wait, so that memory and everybody else's time stay what they are. */
const AT_ONCE = 2;

/** Looks at files by their name, their declared type and their content. @param allowed kinds that are taken */
export function fileInspector(allowed: readonly string[]): FileInspector {
  const turns = new Turns(AT_ONCE);
  const judgeClaim = (claim: FileClaim): readonly FileFinding[] => claimFindings(claim, allowed);
  return {
    judgeClaim,
    async inspect(file, claim) {
      const findings = judgeClaim(claim);
      const kind = kindOf(extensionOf(claim.name)) ?? '';
      const facts = KINDS[kind];
      if (findings.length > 0 || !facts) return { accepted: false, findings };
      await turns.begin();
      try {
        await inspectFile(file, claim, kind);
        return { accepted: true, mediaType: facts.mediaType };
      } catch (problem) {
        if (problem instanceof FileRefused) return { accepted: false, findings: [finding(problem.code)] };
        throw problem;
      } finally {
        turns.end();
      }
    },
  };
}

function claimFindings(
  { name, mediaType, size }: FileClaim,
  allowed: readonly string[],
): readonly FileFinding[] {
  const findings: FileFinding[] = [];
  if (!isPlainName(name)) findings.push(finding('name-not-allowed'));
  const kind = kindOf(extensionOf(name));
  const facts = kind === undefined || !allowed.includes(kind) ? undefined : KINDS[kind];
  if (!facts) findings.push(finding('kind-not-allowed'));
  else if (!isDeclaredAs(mediaType, [facts.mediaType, ...facts.declaredAs]))
    findings.push(finding('type-differs'));
  if (size === 0) findings.push(finding('empty-file'));
  return findings;
}

/** Nothing declared, or nothing in particular, contradicts nothing. */
function isDeclaredAs(mediaType: string, known: readonly string[]): boolean {
  const bare = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return bare === '' || bare === 'application/octet-stream' || known.includes(bare);
}

async function inspectFile(file: LocalFile, claim: FileClaim, kind: string): Promise<void> {
  const handle = await open(file.path, 'r');
  try {
    if ((await handle.stat()).size !== claim.size) throw new FileRefused('broken-file');
    await inspectContent(fileSource(handle, claim.size), kind);
  } finally {
    await handle.close();
  }
}

async function inspectContent(source: ByteSource, kind: string): Promise<void> {
  switch (KINDS[kind]?.family) {
    case 'pdf':
      if (await endsAsZip(source)) throw new FileRefused('polyglot');
      await inspectPdf(source);
      return;
    case 'image':
      await inspectImage(source, KINDS[kind]?.mediaType ?? '');
      return;
    case 'package':
      await refuseOtherHead(source);
      await inspectPackage(source, kind);
      return;
    case 'text':
    case undefined:
      await inspectText(source);
  }
}

/** An archive begins as one, and there is no PDF in the bytes where readers of PDF look for one. */
async function refuseOtherHead(source: ByteSource): Promise<void> {
  const head = await source.read(0, 1_024);
  const text = head.toString('latin1');
  if (text.startsWith('\xd0\xcf\x11\xe0')) throw new FileRefused('content-differs');
  if (text.includes('%PDF-')) throw new FileRefused('polyglot');
  if (!text.startsWith('PK\x03\x04') && !text.startsWith('PK\x05\x06'))
    throw new FileRefused((await endsAsZip(source)) ? 'polyglot' : 'content-differs');
}
