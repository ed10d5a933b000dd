import { fragmentShape, procedureShape } from './definition-shape.js';
import { overlayShape } from '../overlay/overlay-shape.js';
import { jsonSchemaOf } from './shape-schema.js';

/** Where the schemas are published; editors resolve them from the `workflows/` folder. */
const BASE = 'https://duecourse.example/schemas';

/** `workflows/procedure.schema.json`, as it must stand in the repository. */
export function procedureSchema(): Readonly<Record<string, unknown>> {
  return jsonSchemaOf(
    procedureShape,
    `${BASE}/procedure.schema.json`,
    'DueCourse procedure, language version 1',
  );
}

/** `workflows/fragment.schema.json`, as it must stand in the repository. */
export function fragmentSchema(): Readonly<Record<string, unknown>> {
  return jsonSchemaOf(
    fragmentShape,
    `${BASE}/fragment.schema.json`,
    'DueCourse fragment, language version 1',
  );
}

/** `workflows/overlay.schema.json`, as it must stand in the repository. */
export function overlaySchema(): Readonly<Record<string, unknown>> {
  return jsonSchemaOf(overlayShape, `${BASE}/overlay.schema.json`, 'DueCourse overlay, language version 1');
}
