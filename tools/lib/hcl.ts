import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { infraFolder } from '#tools/lib/paths.ts';

/** `resource "aws_sqs_queue" "failures" { … }` has the kind `resource` and two labels. Expressions are strings such as `${…}`. */
export interface HclBlock {
  readonly path: string;
  readonly kind: string;
  readonly labels: readonly string[];
  readonly body: Fields;
}

/** Every top-level block of the files in infra/ that match the patterns. */
export async function readHcl(...patterns: string[]): Promise<readonly HclBlock[]> {
  const blocks: HclBlock[] = [];
  for (const path of globSync(patterns, { cwd: infraFolder }).sort()) {
    const kinds = await parse(path, readFileSync(join(infraFolder, path), 'utf8'));
    for (const [kind, content] of Object.entries(kinds)) {
      for (const { labels, body } of labelled(content)) blocks.push({ path, kind, labels, body });
    }
  }
  return blocks;
}

/** The values in a tfvars file. */
export async function readVariables(path: string): Promise<Fields> {
  return parse(path, readFileSync(join(infraFolder, path), 'utf8'));
}

/** hcl2json nests one object per label around the list of blocks. */
function labelled(content: unknown, labels: readonly string[] = []): Pick<HclBlock, 'labels' | 'body'>[] {
  if (Array.isArray(content)) return content.map((body) => ({ labels, body }));
  return Object.entries(fieldsOf(content)).flatMap(([label, inner]) => labelled(inner, [...labels, label]));
}

/** The blocks nested in a block, such as each `validation` of a variable. */
export const nested = (body: Fields, kind: string): readonly Fields[] => listOf(body[kind]).map(fieldsOf);

export const under = (name: string) => (path: string) => (path === '' ? name : `${name}.${path}`);

/** The attribute paths that an HCL block sets, including those in dynamic blocks. */
export function pathsSet(block: unknown): readonly string[] {
  const { dynamic, ...members } = fieldsOf(block);
  const dynamicBlocks = Object.entries(fieldsOf(dynamic)).map(([name, blocks]) => [
    name,
    listOf(blocks).flatMap((each) => listOf(fieldsOf(each)['content'])),
  ]);
  return [...Object.entries(members), ...Object.entries(Object.fromEntries(dynamicBlocks))].flatMap(([name, value]) => [
    name,
    ...listOf(value).flatMap(pathsSet).map(under(name)),
  ]);
}
