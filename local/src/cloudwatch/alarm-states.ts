import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
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
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(Object.fromEntries(this.#states), null, 2)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
    this.#isSaved = true;
  }
}

function readStates(file: string): readonly (readonly [string, AlarmState])[] {
  const states = parse(readText(file));
  if (states === undefined) return [];
  return new JsonReader(states, file).entries().map(([name, state]) => [name, readState(state)]);
}

/** A power failure may leave an empty file. Then alarms that have not changed notify once more. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readState(state: JsonReader): AlarmState {
  const value = state.text('value');
  return {
    value: value === 'OK' || value === 'ALARM' ? value : 'INSUFFICIENT_DATA',
    reason: state.text('reason'),
    atMillis: state.number('atMillis'),
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw cause;
  }
}
