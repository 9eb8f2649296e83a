import { Cell, HeadCell, Row, Table } from '#components/table.tsx';
import { WindowedTable } from '#components/windowed-table.tsx';
import { Section } from './section.tsx';

function IdRow({ id }: { readonly id: string }) {
  return (
    <Row className="max-rail:block">
      <Cell className="font-mono">{id}</Cell>
      <Cell className="text-fg-2">Direct</Cell>
      <Cell align="right" className="text-fg-2">
        Today, 10:51
      </Cell>
    </Row>
  );
}

const ids = ['CUST-00421', 'CUST-00422'];
const pages = [0, 1, 2].map((page) => Array.from({ length: 50 }, (_, row) => `CUST-${1_000 + page * 50 + row}`));

export function Tables() {
  const head = (
    <>
      <HeadCell sort="ascending">ID</HeadCell>
      <HeadCell>Source</HeadCell>
      <HeadCell align="right">Added</HeadCell>
    </>
  );
  return (
    <Section name="Table">
      <Table caption="Customer IDs" head={head}>
        {ids.map((id) => (
          <IdRow key={id} id={id} />
        ))}
      </Table>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be focusable */}
      <section aria-label="A long table" tabIndex={0} className="h-60 overflow-y-auto border border-line">
        <WindowedTable caption="Many customer IDs" head={head} groups={pages} hasMore={false}>
          {(id) => <IdRow key={id} id={id} />}
        </WindowedTable>
      </section>
    </Section>
  );
}
