/** What is known of a kind of file. */
export interface FileKindFacts {
  readonly extensions: readonly string[];
  /** The media type that it has; others by which it may be declared. */
  readonly mediaType: string;
  readonly declaredAs: readonly string[];
  readonly family: 'pdf' | 'image' | 'package' | 'text';
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Every kind of file that a material may be. */
export const KINDS: Readonly<Record<string, FileKindFacts>> = {
  pdf: { extensions: ['pdf'], mediaType: 'application/pdf', declaredAs: [], family: 'pdf' },
  ofd: {
    extensions: ['ofd'],
    mediaType: 'application/ofd',
    declaredAs: ['application/x-ofd', 'application/vnd.ofd'],
    family: 'package',
  },
  jpg: {
    extensions: ['jpg', 'jpeg'],
    mediaType: 'image/jpeg',
    declaredAs: ['image/jpg', 'image/pjpeg'],
    family: 'image',
  },
  png: { extensions: ['png'], mediaType: 'image/png', declaredAs: ['image/x-png'], family: 'image' },
  tiff: { extensions: ['tif', 'tiff'], mediaType: 'image/tiff', declaredAs: ['image/tif'], family: 'image' },
  docx: {
    extensions: ['docx'],
    mediaType: `${OFFICE}.wordprocessingml.document`,
    declaredAs: [],
    family: 'package',
  },
  xlsx: {
    extensions: ['xlsx'],
    mediaType: `${OFFICE}.spreadsheetml.sheet`,
    declaredAs: [],
    family: 'package',
  },
  pptx: {
    extensions: ['pptx'],
    mediaType: `${OFFICE}.presentationml.presentation`,
    declaredAs: [],
    family: 'package',
  },
  txt: { extensions: ['txt'], mediaType: 'text/plain', declaredAs: [], family: 'text' },
  zip: {
    extensions: ['zip'],
    mediaType: 'application/zip',
    declaredAs: ['application/x-zip-compressed', 'application/x-zip'],
    family: 'package',
  },
};

/** The kind that an extension stands for. */
export function kindOf(extension: string): string | undefined {
  return Object.keys(KINDS).find((kind) => KINDS[kind]?.extensions.includes(extension));
}

/** Extensions of what runs, or is run by what opens it; and of archives. Nothing of the kind in a material. */
export const ACTIVE_EXTENSIONS: ReadonlySet<string> = new Set(
  (
    'exe dll com scr pif msi msp cpl sys bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta lnk url reg inf jar class ' +
    'sh bash py pl rb php asp aspx jsp app apk ipa dmg deb rpm docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm ' +
    'html htm xhtml mht mhtml svg svgz xml swf chm iso img vhd'
  ).split(' '),
);

/** Archives, which nobody looks into. */
export const ARCHIVE_EXTENSIONS: ReadonlySet<string> = new Set(
  'zip rar 7z gz tgz tar bz2 xz zst lz4 cab arj lzh z'.split(' '),
);

/** The last extension of a name, in lower case; empty without one. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
