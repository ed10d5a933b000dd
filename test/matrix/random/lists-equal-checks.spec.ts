import { listsEqualChecks } from '../../usecases/reading/lists-equal-checks.js';

listsEqualChecks(100);
