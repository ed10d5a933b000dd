import { zipOf, type BuiltArchive, type BuiltEntry } from './zip-builder.js';

/** An office document, an OFD: the parts that make it one. */
export type Package = 'docx' | 'xlsx' | 'pptx' | 'ofd';

const OFFICE = 'application/vnd.openxmlformats-officedocument';

const MAIN: Readonly<Record<Exclude<Package, 'ofd'>, readonly [part: string, type: string, root: string]>> = {
  docx: ['word/document.xml', 'wordprocessingml.document.main+xml', 'w:document'],
  xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet.main+xml', 'workbook'],
  pptx: ['ppt/presentation.xml', 'presentationml.presentation.main+xml', 'p:presentation'],
};

/** The parts of an empty document of that kind. */
export function partsOf(kind: Package, content = ''): readonly BuiltEntry[] {
  if (kind === 'ofd') {
    return [
      {
        name: 'OFD.xml',
        content: `<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">${content}</ofd:OFD>`,
      },
      { name: 'Doc_0/Document.xml', content: '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"/>' },
    ];
  }
  const [part, type, root] = MAIN[kind];
  return [
    {
      name: '[Content_Types].xml',
      content: `<?xml version="1.0"?><Types><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/${part}" ContentType="${OFFICE}.${type}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${part}"/></Relationships>`,
    },
    { name: part, content: `<?xml version="1.0" encoding="UTF-8"?><${root}>${content}</${root}>` },
  ];
}

/** A document of that kind with more in it. */
export function packageOf(kind: Package, more: readonly BuiltEntry[] = [], how: BuiltArchive = {}): Buffer {
  return zipOf([...partsOf(kind), ...more], how);
}

/** A relation to something elsewhere. */
export function externalRelation(type: string, target: string): string {
  return `<Relationships><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`;
}

/** A picture of one point. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The frame of a JPEG: enough to be taken for one, and to end as one. */
export const JPEG = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.from('ffdb004300', 'hex'),
  Buffer.alloc(64, 1),
  Buffer.from('ffda0008010100003f00d2cf20', 'hex'),
  Buffer.from('ffd9', 'hex'),
]);

/** A TIFF of one point. */
export const TIFF = ((): Buffer => {
  const bytes = Buffer.alloc(8 + 2 + 12 + 4);
  bytes.write('II', 0, 'latin1');
  bytes.writeUInt16LE(42, 2);
  bytes.writeUInt32LE(8, 4);
  bytes.writeUInt16LE(1, 8);
  bytes.writeUInt16LE(256, 10);
  bytes.writeUInt16LE(3, 12);
  bytes.writeUInt32LE(1, 14);
  bytes.writeUInt32LE(1, 18);
  return bytes;
})();
