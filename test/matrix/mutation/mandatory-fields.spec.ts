import { mandatoryFields } from '../../workflows/mandatory-fields.js';

mandatoryFields(1);
