import { FileSpreadsheet } from 'lucide-react';
import { FileDrop } from '#components/file-dropzone.tsx';
import { Milestones } from '#components/progress-announcer.tsx';
import { ProgressBar } from '#components/progress-bar.tsx';
import { Figures } from '#components/stats.tsx';
import { BatchMap, LegendItem } from '#components/status-grid.tsx';
import { type StepItem, Stepper } from '#components/stepper.tsx';
import { Section, State } from './section.tsx';

const names = ['File', 'Column', 'Preview', 'Run', 'Report'];

function stepsAt(current: number): readonly StepItem[] {
  return names.map((name, index) => {
    if (index === current) return { name, state: 'current' };
    return { name, state: index < current ? 'done' : 'to-come' };
  });
}

export function Steppers() {
  return (
    <Section name="Stepper">
      {[0, 2, 4].map((current) => (
        <State key={current} name={`at ${names[current]}`}>
          <Stepper label="Steps" steps={stepsAt(current)} />
        </State>
      ))}
    </Section>
  );
}

export function Progress() {
  return (
    <Section name="Progress">
      {[0, 45, 100].map((value) => (
        <State key={value} name={`${value} %`}>
          <ProgressBar label={`${value} %`} value={value} max={100} />
        </State>
      ))}
      <State name="small">
        <ProgressBar label="small" value={45} max={100} size="small" />
      </State>
      <State name="spoken alone">
        <Milestones done={45} all={100} say={(percent) => `${percent} % is sent`} />
      </State>
      <State name="batch map">
        <div className="w-full">
          <BatchMap cells={['done', 'done', 'wrong', 'done', 'under-way', 'under-way', 'to-come', 'to-come']} />
        </div>
        <ul className="flex gap-4 text-small">
          <LegendItem state="done">Accepted 3</LegendItem>
          <LegendItem state="under-way">Sending 2</LegendItem>
          <LegendItem state="wrong">To retry 1</LegendItem>
          <LegendItem state="to-come">Waiting 2</LegendItem>
        </ul>
      </State>
    </Section>
  );
}

export function Numbers() {
  return (
    <Section name="Figures">
      <State name="with a bar">
        <div className="w-full">
          <Figures
            label="With a bar"
            figures={[
              { value: '4,871', label: 'to submit', text: 'in 49 batches', tone: 'iris', share: 4_871 },
              { value: '97', label: 'invalid', text: 'left out', tone: 'bad', share: 97 },
              { value: '32', label: 'repeated', text: 'sent once', tone: 'quiet', share: 32 },
            ]}
          />
        </div>
      </State>
      <State name="without">
        <div className="w-full">
          <Figures
            label="Without a bar"
            figures={[
              { value: '1,902', label: 'added' },
              { value: '98', label: 'already there', tone: 'quiet' },
            ]}
          />
        </div>
      </State>
    </Section>
  );
}

export function Files() {
  return (
    <Section name="File drop">
      <State name="at rest">
        <div className="w-full">
          <FileDrop
            title="Drop a CSV file here"
            hint="or press to choose one"
            icon={<FileSpreadsheet aria-hidden size={20} strokeWidth={1.75} />}
            accept=".csv"
            onFiles={() => undefined}
          />
        </div>
      </State>
    </Section>
  );
}
