import { FileSpreadsheet } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { FileDropzone } from '#components/file-dropzone.tsx';
import { ProgressAnnouncer, ProgressBar, ProgressCard } from '#components/progress.tsx';
import { Stats } from '#components/stats.tsx';
import { SubmissionLinks } from '#components/submission-links.tsx';
import { type StepItem, Stepper } from '#features/import/import-page.tsx';
import { StatusGrid, StatusLegendItem } from '#features/import/run-step.tsx';
import { Section, State } from './section.tsx';

const names = ['File', 'Column', 'Preview', 'Run', 'Report'];

function stepsAt(current: number): readonly StepItem[] {
  return names.map((name, index) => {
    if (index === current) return { name, state: 'current' };
    return { name, state: index < current ? 'done' : 'upcoming' };
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
      <State name="screen readers only">
        <ProgressAnnouncer done={45} total={100} format={(percent) => `${percent} % sent`} />
      </State>
      <State name="status grid">
        <div className="w-full">
          <StatusGrid statuses={['done', 'done', 'failed', 'done', 'running', 'running', 'pending', 'pending']} />
        </div>
        <ul className="flex gap-4 text-small">
          <StatusLegendItem status="done">Accepted 3</StatusLegendItem>
          <StatusLegendItem status="running">Sending 2</StatusLegendItem>
          <StatusLegendItem status="failed">To retry 1</StatusLegendItem>
          <StatusLegendItem status="pending">Waiting 2</StatusLegendItem>
        </ul>
      </State>
    </Section>
  );
}

export function Reports() {
  return (
    <Section name="Progress card and submissions">
      <State name="card">
        <div className="w-full">
          <ProgressCard
            title="Deleting 500 IDs"
            status="200 of 500 done"
            text="You can open other pages."
            done={200}
            total={500}
            actions={<Button>Stop</Button>}
          />
        </div>
      </State>
      <State name="submissions">
        <SubmissionLinks summary="2 submissions" ids={['01M81DJ99T2MFG6C0VJ1EGS9KK', '01M81DJ99T2MFG6C0VJ1HNPE5S']} />
      </State>
    </Section>
  );
}

export function Numbers() {
  return (
    <Section name="Stats">
      <State name="with a bar">
        <div className="w-full">
          <Stats
            label="With a bar"
            items={[
              { value: '4,871', label: 'to submit', text: 'in 49 batches', tone: 'iris', share: 4_871 },
              { value: '97', label: 'invalid', text: 'skipped', tone: 'bad', share: 97 },
              { value: '32', label: 'duplicates', text: 'submitted once', tone: 'quiet', share: 32 },
            ]}
          />
        </div>
      </State>
      <State name="without a bar">
        <div className="w-full">
          <Stats
            label="Without a bar"
            items={[
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
    <Section name="File dropzone">
      <State name="default">
        <div className="w-full">
          <FileDropzone
            title="Drop a CSV file here"
            hint="or click to choose a file"
            icon={<FileSpreadsheet aria-hidden size={20} strokeWidth={1.75} />}
            accept=".csv"
            onFiles={() => undefined}
          />
        </div>
      </State>
    </Section>
  );
}
