import { viewsEqualChecks } from '../../usecases/inbox/views-equal-checks.js';

viewsEqualChecks(60);
