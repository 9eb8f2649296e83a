import { WifiOff } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { DescriptionItem, DetailPanel } from '#components/detail-panel.tsx';
import { Notice } from '#components/notice.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { Section, State } from './section.tsx';

function PageHeaderState() {
  return (
    <State name="page header">
      <div className="grow">
        <PageHeader title="IDs" backTo="/gallery">
          <Button>Export</Button>
        </PageHeader>
      </div>
    </State>
  );
}

export function PageParts() {
  return (
    <Section name="Banner, detail panel, page header">
      <State name="banner">
        <div className="grow">
          <Notice variant="banner" icon={WifiOff} title="You are offline.">
            Anything you've typed is kept.
          </Notice>
        </div>
      </State>
      <State name="with an action">
        <div className="grow">
          <Notice
            variant="banner"
            icon={WifiOff}
            title="The registry isn't responding."
            actions={<Button variant="quiet">Try again</Button>}
          >
            Showing data from 14:20.
          </Notice>
        </div>
      </State>
      <State name="detail panel">
        <div className="relative flex h-60 grow justify-end border border-line">
          <DetailPanel title="CUST-00421" label="Details of CUST-00421" onClose={() => undefined}>
            <dl className="px-6 py-4">
              <DescriptionItem term="Source">Direct</DescriptionItem>
            </dl>
          </DetailPanel>
        </div>
      </State>
      <PageHeaderState />
    </Section>
  );
}
