import { useState } from 'react';
import { Checkbox } from '#components/checkbox.tsx';
import { Section, State } from './section.tsx';

export function Checkboxes() {
  const [isChecked, setChecked] = useState(false);
  return (
    <Section name="Checkbox">
      <State name="live">
        <Checkbox label="Press me" checked={isChecked} onChange={(event) => setChecked(event.currentTarget.checked)} />
      </State>
      <State name="states">
        <Checkbox label="off" />
        <Checkbox label="on" defaultChecked />
        <Checkbox label="some" isMixed />
      </State>
      <State name="name only spoken">
        <Checkbox label="Select CUST-00421" isLabelHidden />
        <Checkbox label="Select CUST-00422" isLabelHidden defaultChecked />
      </State>
    </Section>
  );
}
