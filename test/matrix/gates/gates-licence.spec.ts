import { expectGatesNoticed } from './expect-gates-noticed.js';

// In a file of its own, so that Jest looks through it beside the others: it takes longest.
expectGatesNoticed('administrative-licence');
