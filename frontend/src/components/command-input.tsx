import { type InputHTMLAttributes, type ReactNode, type Ref, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { fieldFrame } from './text-field.tsx';

type CommandInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'className'> & {
  readonly label: string;
  readonly value: string;
  readonly isInvalid: boolean;
  /** Position of the invalid character, counted from 1 in code points. */
  readonly invalidPosition: number | undefined;
  readonly action: ReactNode;
  /** Describes the input. Its place is reserved, so that the layout does not shift. */
  readonly message: ReactNode;
  readonly ref: Ref<HTMLInputElement>;
};

const frameStyle = 'flex h-12 items-center pr-[0.4375rem] touch:h-14 touch:pr-[0.3125rem]';
const textStyle = 'px-3.5 font-mono text-id-l';

/** Lies behind the transparent input and scrolls with it, so that the highlight stays under its character. */
function Highlight({
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

/** A page's main text input: large, with an inline action and a message below. */
export function CommandInput(props: CommandInputProps) {
  const { label, value, isInvalid, invalidPosition, action, message, ref, ...rest } = props;
  const id = useId();
  const [scroll, setScroll] = useState(0);
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <div className={classNames(fieldFrame(isInvalid), frameStyle)}>
        <div className="relative h-full min-w-0 grow">
          {invalidPosition !== undefined && <Highlight text={value} position={invalidPosition} scroll={scroll} />}
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
            aria-invalid={isInvalid}
            aria-describedby={`${id}-message`}
            onScroll={(event) => setScroll(event.currentTarget.scrollLeft)}
            className={classNames(textStyle, 'relative size-full bg-transparent outline-none placeholder:text-fg-3')}
          />
        </div>
        {action}
      </div>
      <div id={`${id}-message`} className="mt-2 min-h-5 [overflow-wrap:anywhere] max-hand:min-h-10">
        {message}
      </div>
    </div>
  );
}
