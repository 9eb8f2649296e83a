// Preloaded into every process and worker of make screenshots, so that all share one fixed start time. Plain JavaScript,
// because workers do not strip types.
'use strict';

const variable = 'SCREENSHOT_CLOCK_SHIFT_MILLIS';
const begin = Date.parse('2026-11-24T10:45:00Z');

process.env[variable] ??= String(begin - Date.now());
const shiftMillis = Number(process.env[variable]);

const realNow = Date.now;
const now = () => realNow() + shiftMillis;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
  get: (target, member, receiver) => (member === 'now' ? now : Reflect.get(target, member, receiver)),
});

module.exports = { begin, file: __filename, variable };
