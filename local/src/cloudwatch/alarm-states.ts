import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { readCheckedJson, writeCheckedJson } from '#local/checked-json.ts';
import { JsonReader } from '#local/json-reader.ts';
import type { StateValue } from './evaluate-alarm.ts';

export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  readonly atMillis: number;
}

const initialState: AlarmState = {
  value: 'INSUFFICIENT_DATA',
  reason: 'Unchecked: Initial alarm creation',
  atMillis: 0,
};

/** Persists alarm states, so that a restart does not repeat notifications. */
export class AlarmStates {
  readonly #file: string;
  readonly #states: Map<string, AlarmState>;
  #isSaved = true;

  constructor(file: string) {
    this.#file = file;
    this.#states = new Map(readStates(file));
  }

  get(alarmName: string): AlarmState {
    return this.#states.get(alarmName) ?? initialState;
  }

  set(alarmName: string, state: AlarmState): void {
    this.#states.set(alarmName, state);
    this.#isSaved = false;
  }

  save(): void {
    if (this.#isSaved) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeCheckedJson(this.#file, Object.fromEntries(this.#states));
    this.#isSaved = true;
  }
}

function readStates(file: string): readonly (readonly [string, AlarmState])[] {
  const states = readCheckedJson(
    file,
    'Restore it from a backup, or delete it: alarms that fire then notify once more.',
  );
  return new JsonReader(states ?? {}, file).entries().map(([name, state]) => [name, readState(state)]);
}

function readState(state: JsonReader): AlarmState {
  const value = state.text('value');
  return {
    value: value === 'OK' || value === 'ALARM' ? value : 'INSUFFICIENT_DATA',
    reason: state.text('reason'),
    atMillis: state.number('atMillis'),
  };
}
