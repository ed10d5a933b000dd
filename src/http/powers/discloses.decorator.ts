import { ApiProperty } from '@nestjs/swagger';
import type { DataClass } from '../../engine/powers/power-question.js';

/**
 * 数据分级: what an answer's field may tell about somebody. Personal and sensitive fields leave masked unless the reader
 * is party to the case; the interface document shows the class of each (`x-data-class`).
 */
export function Discloses(dataClass: DataClass): PropertyDecorator {
  return ApiProperty({ 'x-data-class': dataClass } as object);
}
