import { WifiOff } from 'lucide-react';
import { Banner } from '#components/banner.tsx';
import { Button } from '#components/button.tsx';
import { Fact } from '#components/description-item.tsx';
import { DetailPanel } from '#components/detail-panel.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { Section, State } from './section.tsx';

export function PageParts() {
  return (
    <Section name="Banner, detail panel, page header">
      <State name="banner">
        <div className="grow">
          <Banner icon={WifiOff} title="You are offline.">
            What you typed stays.
          </Banner>
        </div>
      </State>
      <State name="with an action">
        <div className="grow">
          <Banner
            icon={WifiOff}
            title="The registry did not answer."
            action={<Button variant="quiet">Try again</Button>}
          >
            What you see is from 14:20.
          </Banner>
        </div>
      </State>
      <State name="detail panel">
        <div className="relative flex h-60 grow justify-end border border-line">
          <DetailPanel title="CUST-00421" label="Details of CUST-00421" onClose={() => undefined}>
            <dl className="px-6 py-4">
              <Fact term="Source">Direct</Fact>
            </dl>
          </DetailPanel>
        </div>
      </State>
      <State name="page header">
        <div className="grow">
          <PageHeader title="IDs" backTo="/gallery">
            <Button>Export</Button>
          </PageHeader>
        </div>
      </State>
    </Section>
  );
}
