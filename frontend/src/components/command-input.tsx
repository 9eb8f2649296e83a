import { type InputHTMLAttributes, type ReactNode, type Ref, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { fieldFrame } from './field-frame.ts';

type BoxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'value'> & {
  readonly label: string;
  readonly value: string;
  readonly isWrong: boolean;
  /** The character that is wrong, counted from 1 in code points. */
  readonly marked: number | undefined;
  readonly action: ReactNode;
  /** What is said of the text, always in the same place. */
  readonly verdict: ReactNode;
  readonly ref: Ref<HTMLInputElement>;
};

const textStyle = 'px-3.5 font-mono text-id-l';

/** Lies behind the transparent input and follows its scroll, so that the mark stays under its character. */
function Mark({
  text,
  position,
  scroll,
}: {
  readonly text: string;
  readonly position: number;
  readonly scroll: number;
}) {
  const characters = Array.from(text);
  return (
    <div
      aria-hidden="true"
      className={classNames(
        textStyle,
        'pointer-events-none absolute inset-0 flex items-center overflow-hidden whitespace-pre text-transparent',
      )}
    >
      <span style={{ translate: `${-scroll}px` }}>
        {characters.slice(0, position - 1).join('')}
        <mark className="rounded-key border-b-2 border-bad-fill bg-bad-tint text-transparent forced-colors:py-1.5">
          {characters[position - 1]}
        </mark>
      </span>
    </div>
  );
}

/** The one place on a page where everything begins: a large line of text, what is known of it, and what Enter does. */
export function Box({ label, value, isWrong, marked, action, verdict, className, ref, ...rest }: BoxProps) {
  const id = useId();
  const [scroll, setScroll] = useState(0);
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <div
        className={classNames(
          fieldFrame(isWrong),
          'flex h-12 items-center pr-[0.4375rem] max-hand:h-14 max-hand:pr-[0.3125rem]',
        )}
      >
        <div className="relative h-full min-w-0 grow">
          {marked !== undefined && <Mark text={value} position={marked} scroll={scroll} />}
          <input
            id={id}
            ref={ref}
            type="text"
            value={value}
            {...rest}
            autoCapitalize="none"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            aria-invalid={isWrong}
            aria-describedby={`${id}-verdict`}
            onScroll={(event) => setScroll(event.currentTarget.scrollLeft)}
            className={classNames(textStyle, 'relative size-full bg-transparent outline-none placeholder:text-fg-3')}
          />
        </div>
        {action}
      </div>
      <div id={`${id}-verdict`} className="mt-2 min-h-5 [overflow-wrap:anywhere] max-hand:min-h-10">
        {verdict}
      </div>
    </div>
  );
}
