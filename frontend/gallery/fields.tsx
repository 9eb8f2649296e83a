import { Hash, Trash2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '#components/button.tsx';
import { Checkbox } from '#components/checkbox.tsx';
import { CommandInput } from '#components/command-input.tsx';
import { FilterField } from '#components/filter-field.tsx';
import { FilterMenu } from '#components/filter-menu.tsx';
import { KeyHint } from '#components/key-hint.tsx';
import { MarkedText } from '#components/marked-text.tsx';
import { SegmentedControl } from '#components/segmented-control.tsx';
import { TextArea, TextField } from '#components/text-field.tsx';
import { Section, State } from './section.tsx';

type InputExampleProps = { readonly text: string; readonly message: ReactNode; readonly invalidPosition?: number };

function InputExample({ text, message, invalidPosition }: InputExampleProps) {
  const [value, setValue] = useState(text);
  return (
    <div className="grow">
      <CommandInput
        ref={null}
        label="Check or add a customer ID"
        placeholder="CUST-00421"
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        isInvalid={invalidPosition !== undefined}
        invalidPosition={invalidPosition}
        message={message}
        action={
          <Button size="inset" variant={value ? 'primary' : 'secondary'}>
            Add
          </Button>
        }
      />
    </div>
  );
}

export function CommandInputs() {
  return (
    <Section name="Command input">
      <State name="empty">
        <InputExample text="" message={<span className="text-fg-3">3 to 64 letters, digits, - or _.</span>} />
      </State>
      <State name="filled">
        <InputExample text="CUST-00431" message="CUST-00431 is not in the registry." />
      </State>
      <State name="invalid">
        <InputExample
          text="CUST 00431"
          invalidPosition={5}
          message={<span className="text-bad">A space is not allowed (character 5).</span>}
        />
      </State>
    </Section>
  );
}

type FilterExampleProps = { readonly text: string; readonly status: string; readonly isInvalid?: boolean };

function FilterExample({ text, status, isInvalid = false }: FilterExampleProps) {
  const [value, setValue] = useState(text);
  const statusId = useId();
  return (
    <div className="grow">
      <FilterField
        label="Starts with"
        clearLabel="Clear the filter"
        value={value}
        onChange={setValue}
        isInvalid={isInvalid}
        statusId={statusId}
        hint={<KeyHint>/</KeyHint>}
        isMonospace
      />
      <p id={statusId} className="mt-1 text-small text-fg-3">
        {status}
      </p>
    </div>
  );
}

export function FilterFields() {
  return (
    <Section name="Filter field">
      <State name="empty">
        <FilterExample text="" status="All IDs" />
      </State>
      <State name="filled">
        <FilterExample text="CUST-" status="12 IDs" />
      </State>
      <State name="invalid">
        <FilterExample text="CUST 1" status="No ID contains a space." isInvalid />
      </State>
    </Section>
  );
}

type Shown = 'direct' | 'deleted';

const shownOptions = [
  { value: 'direct', text: 'Added directly', icon: <Hash aria-hidden size={16} strokeWidth={1.75} /> },
  { value: 'deleted', text: 'Deleted', icon: <Trash2 aria-hidden size={16} strokeWidth={1.75} /> },
] as const;

function FilterMenuExample({ initial = [] }: { readonly initial?: readonly Shown[] }) {
  const [shown, show] = useState(initial);
  const options = shownOptions.map(({ value, ...option }) => ({
    ...option,
    isActive: shown.includes(value),
    onChoose: () => show([...shown, value]),
    onClear: () => show(shown.filter((other) => other !== value)),
  }));
  return <FilterMenu label="Filter" options={options} clearLabel={(text) => `Remove filter: ${text}`} />;
}

export function FilterMenus() {
  return (
    <Section name="Filter menu">
      <State name="no filter">
        <FilterMenuExample />
      </State>
      <State name="a filter">
        <FilterMenuExample initial={['deleted']} />
      </State>
      <State name="two filters">
        <FilterMenuExample initial={['direct', 'deleted']} />
      </State>
    </Section>
  );
}

export function Fields() {
  return (
    <Section name="Fields">
      <State name="default">
        <div className="grow">
          <TextField label="API key" error={undefined} />
        </div>
      </State>
      <State name="invalid">
        <div className="grow">
          <TextField label="API key" error="This key was rejected. Check that you copied the whole key." />
        </div>
      </State>
      <State name="with an action">
        <div className="grow">
          <TextField label="API key" error={undefined} action={<Button>Show</Button>} />
        </div>
      </State>
      <State name="text area">
        <div className="grow">
          <TextArea label="Customer IDs" hint="One per line." error={undefined} rows={3} />
        </div>
      </State>
      <State name="invalid">
        <div className="grow">
          <TextArea label="Customer IDs" hint="One per line." error="Type or paste at least one ID." rows={3} />
        </div>
      </State>
      <State name="marked text">
        <span className="font-mono">
          <MarkedText text="CUST 00431" position={5} />
        </span>
      </State>
    </Section>
  );
}

export function Choices() {
  const [isChecked, setChecked] = useState(false);
  const [chosen, choose] = useState<'all' | 'added' | 'invalid'>('all');
  return (
    <Section name="Checkbox, segmented control">
      <State name="checkbox">
        <Checkbox
          label="Controlled"
          checked={isChecked}
          onChange={(event) => setChecked(event.currentTarget.checked)}
        />
        <Checkbox label="Off" />
        <Checkbox label="On" defaultChecked />
        <Checkbox label="Some" isMixed />
      </State>
      <State name="hidden label">
        <Checkbox label="Select CUST-00421" isLabelHidden />
      </State>
      <State name="segmented control">
        <SegmentedControl
          label="Show"
          value={chosen}
          onChange={choose}
          segments={[
            { value: 'all', label: 'All', count: '100' },
            { value: 'added', label: 'Added', count: '98' },
            { value: 'invalid', label: 'Invalid', count: '2' },
          ]}
        />
      </State>
    </Section>
  );
}
