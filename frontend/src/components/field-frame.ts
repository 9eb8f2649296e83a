import { classNames } from './class-names.ts';

const base = 'rounded-box border bg-surface transition-[border-color,box-shadow]';
const calm =
  'border-control has-[:is(input,textarea):focus]:border-iris has-[:is(input,textarea):focus]:shadow-[0_0_0_1px_var(--iris),0_0_0_5px_var(--halo)]';
const wrong =
  'border-bad-fill has-[:is(input,textarea):focus]:shadow-[0_0_0_1px_var(--bad-fill),0_0_0_5px_var(--bad-halo)]';

/** The border of everything that can be typed into. Its focus is drawn here, because the frame is larger than the input. */
export const fieldFrame = (isWrong: boolean): string =>
  classNames(base, isWrong ? wrong : calm, 'forced-colors:focus-within:outline-2');
