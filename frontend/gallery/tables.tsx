import { Cell, HeadCell, Table } from '#components/table.tsx';
import { Section } from './section.tsx';

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
        {['CUST-00421', 'CUST-00422'].map((id) => (
          // biome-ignore lint/a11y/noRedundantRoles: as in the table itself
          <tr key={id} role="row" className="border-b border-line max-rail:block">
            <Cell className="font-mono">{id}</Cell>
            <Cell className="text-fg-2">Direct</Cell>
            <Cell align="right" className="text-fg-2">
              Today, 10:51
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
