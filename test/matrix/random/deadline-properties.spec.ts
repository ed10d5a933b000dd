import { deadlineProperties } from '../../engine/clock/deadline-properties.js';

deadlineProperties(1);
