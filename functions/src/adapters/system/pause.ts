import { setTimeout } from 'node:timers/promises';
import type { Pause } from '#ports.ts';

export const timerPause: Pause = (millis) => setTimeout(millis);
