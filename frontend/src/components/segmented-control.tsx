import { useId } from 'react';

type Segment<Value extends string> = { readonly value: Value; readonly label: string; readonly count?: string };

type SegmentedControlProps<Value extends string> = {
  readonly label: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

/** A radio group that looks like a segmented control. */
export function SegmentedControl<Value extends string>({
  label,
  segments,
  value,
  onChange,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className="inline-flex max-w-full rounded-button bg-track p-0.5 max-hand:flex max-hand:w-full forced-colors:border">
      <legend className="sr-only">{label}</legend>
      {segments.map((segment) => (
        <label
          key={segment.value}
          className="relative inline-flex min-h-7 cursor-pointer items-center justify-center gap-1.5 rounded-badge px-2.5 font-medium text-fg-2 transition-colors hover:text-fg has-checked:bg-thumb has-checked:text-fg has-checked:shadow-e1 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-iris touch:min-h-10 max-hand:flex-1 max-hand:flex-wrap max-hand:gap-x-1 max-hand:px-1 max-hand:text-center forced-colors:has-checked:outline"
        >
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
            className="absolute inset-0 cursor-pointer appearance-none rounded-badge focus-visible:outline-none"
          />
          {segment.label}
          {segment.count !== undefined && <span className="font-normal text-fg-3 tabular-nums">{segment.count}</span>}
        </label>
      ))}
    </fieldset>
  );
}
