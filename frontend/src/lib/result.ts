export { fail, type Result, succeed } from '#domain/result.ts';
