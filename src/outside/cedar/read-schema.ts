import { schemaToJsonWithResolvedTypes } from './cedar-engine.js';
import type { PowerAction } from '../../engine/powers/power-question.js';
import { PowerPoliciesError } from './power-policies-error.js';

export const SCHEMA_FILE = 'schema.cedarschema';

/** What of a question goes to the policies: the attributes of a record, each with its own when it is a record. */
export type Shape = readonly ShapeField[];

export interface ShapeField {
  readonly name: string;
  readonly required: boolean;
  /** Absent: a string, a truth value or a set, taken as it is. */
  readonly fields?: Shape;
}

/** By action: the type of the resource, and what the question is reduced to. */
export type ActionShapes = ReadonlyMap<PowerAction, ActionShape>;

export interface ActionShape {
  readonly resource: ResourceType;
  readonly context: Shape;
}

export type ResourceType = 'Case' | 'Authority';

/** All actions, each with what it is about. */
const ACTION_RESOURCES: Readonly<Record<PowerAction, ResourceType>> = {
  openCase: 'Case',
  performAct: 'Case',
  holdTask: 'Case',
  readCase: 'Case',
  readPersonal: 'Case',
  auditCase: 'Case',
  exportEvidence: 'Case',
  referCase: 'Case',
  answerReferral: 'Case',
  declareRecusal: 'Case',
  requestRecusal: 'Case',
  decideRecusal: 'Case',
  sealCase: 'Case',
  readOrganisation: 'Authority',
  changeStructure: 'Authority',
  proposeGrant: 'Authority',
  confirmGrant: 'Authority',
  withdrawPower: 'Authority',
  appointDeputy: 'Authority',
  recordAbsence: 'Authority',
  openAccount: 'Authority',
  unlockAccount: 'Authority',
  publishProcedure: 'Authority',
  adoptCalendar: 'Authority',
  advanceClock: 'Authority',
  manageWebhooks: 'Authority',
  requestRedaction: 'Authority',
  approveRedaction: 'Authority',
  readLedger: 'Authority',
};

/** The little of Cedar's schema JSON (resolved types) that we read. */
interface TypeJson {
  readonly type: string;
  readonly attributes?: Readonly<Record<string, TypeJson & { readonly required?: boolean }>>;
}

interface NamespaceJson {
  readonly commonTypes?: Readonly<Record<string, TypeJson>>;
  readonly entityTypes: Readonly<Record<string, object>>;
  readonly actions: Readonly<Record<string, ActionJson>>;
}

interface ActionJson {
  readonly memberOf?: readonly unknown[];
  readonly appliesTo?: {
    readonly resourceTypes: readonly string[];
    readonly principalTypes: readonly string[];
    readonly context?: TypeJson;
  };
}

/**
 * What each action is asked with. Everything a policy reads is in the context: entities carry nothing, and actions form
 * no groups, because neither is sent with a question and a policy that relied on them would never speak.
 *
 * @throws PowerPoliciesError
 */
export function readSchema(text: string): ActionShapes {
  const answer = schemaToJsonWithResolvedTypes(text);
  if (answer.type === 'failure') {
    throw new PowerPoliciesError(`${SCHEMA_FILE}: ${answer.errors.map(({ message }) => message).join('; ')}`);
  }
  const namespaces = Object.entries(answer.json);
  if (namespaces.length !== 1 || namespaces[0]?.[0] !== '') refuse('declares a namespace');
  const schema = answer.json[''] as unknown as NamespaceJson;
  for (const [name, entity] of Object.entries(schema.entityTypes)) {
    if (Object.keys(entity).length > 0) refuse(`entity ${name} has attributes or parents`);
  }
  for (const name of Object.keys(schema.actions)) {
    if (!Object.hasOwn(ACTION_RESOURCES, name)) refuse(`there is no action ${name}`);
  }
  const actions = Object.keys(ACTION_RESOURCES) as PowerAction[];
  return new Map(actions.map((action) => [action, actionShape(schema, action)]));
}

function actionShape(schema: NamespaceJson, action: PowerAction): ActionShape {
  const declared = schema.actions[action];
  if (!declared) throw new PowerPoliciesError(`${SCHEMA_FILE}: action ${action} is missing`);
  const { memberOf, appliesTo } = declared;
  const resource = ACTION_RESOURCES[action];
  if (memberOf?.length) refuse(`action ${action} is in a group`);
  if (String(appliesTo?.principalTypes) !== 'Person' || String(appliesTo?.resourceTypes) !== resource) {
    refuse(`action ${action} must be asked by a Person about ${resource}`);
  }
  return { resource, context: fieldsOf(schema, appliesTo?.context ?? { type: 'Record' }) ?? [] };
}

function fieldsOf(schema: NamespaceJson, type: TypeJson): Shape | undefined {
  const common = schema.commonTypes?.[type.type];
  if (common) return fieldsOf(schema, common);
  if (type.type !== 'Record') return undefined;
  return Object.entries(type.attributes ?? {}).map(([name, attribute]) => {
    const fields = fieldsOf(schema, attribute);
    return { name, required: attribute.required !== false, ...(fields && { fields }) };
  });
}

function refuse(what: string): never {
  throw new PowerPoliciesError(`${SCHEMA_FILE}: ${what}`);
}
