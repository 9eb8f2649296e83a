// Runs the AWS CLI with the user's own configuration.
import { spawnSync } from 'node:child_process';
import { parseJson } from '#tools/lib/json.ts';
import { UserError } from '#tools/lib/user-error.ts';

/** Runs a command with `input` on stdin and returns its stdout. */
export type AwsCommand = (args: readonly string[], input?: string) => string;

export const awsCommand =
  (region: string): AwsCommand =>
  (args, input) => {
    const { status, stdout, stderr, error } = spawnSync('aws', args, {
      // A pager would wait for a key press.
      env: { ...process.env, AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_PAGER: '' },
      encoding: 'utf8',
      ...(input !== undefined && { input }),
    });
    if (error) throw new UserError('The AWS CLI is not installed: https://aws.amazon.com/cli/');
    if (status !== 0) throw new UserError(`aws ${args.slice(0, 2).join(' ')} failed: ${stderr.trim()}`);
    return stdout;
  };

export const readAwsJson = (aws: AwsCommand, ...args: readonly string[]): unknown =>
  parseJson(aws([...args, '--output', 'json']));
