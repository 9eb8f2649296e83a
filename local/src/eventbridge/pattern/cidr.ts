import { BlockList, isIP } from 'node:net';
import type { ExactJson } from './exact-json.ts';
import type { LeafTest } from './leaf-test.ts';
import { malformed } from './malformed-pattern.ts';

/** `10.0.0.0/24` or `2001:db8::/32`. As on AWS, the prefix must be shorter than the address. */
export function compileCidr(place: string, operand: ExactJson): LeafTest {
  const [, address = '', mask = ''] = typeof operand === 'string' ? (/^([^/%]+)\/(\d{1,3})$/.exec(operand) ?? []) : [];
  const family = isIP(address);
  if (family === 0) return malformed(place, 'has a "cidr" that is not in the form address/prefix-length');
  const bits = family === 4 ? 32 : 128;
  if (Number(mask) >= bits) return malformed(place, `has a "cidr" whose prefix length is not less than ${bits}`);
  const block = new BlockList();
  block.addSubnet(address, Number(mask), familyName(family));
  return (leaf) =>
    typeof leaf === 'string' && !leaf.includes('%') && isIP(leaf) === family && block.check(leaf, familyName(family));
}

const familyName = (family: number): 'ipv4' | 'ipv6' => (family === 4 ? 'ipv4' : 'ipv6');
