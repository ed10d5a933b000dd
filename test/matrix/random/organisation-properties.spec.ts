import { organisationProperties } from '../../engine/organisation/organisation-properties.js';

organisationProperties(1);
