import { randomUUID } from 'node:crypto';
import type { Clock } from '#local/clock.ts';
import { openJournal } from '#local/journal.ts';
import type { Message } from './message.ts';
import { Queue, type QueueDefinition } from './queue.ts';

type Entry =
  | { readonly kind: 'sent'; readonly queueName: string; readonly message: Message }
  | { readonly kind: 'deleted'; readonly queueName: string; readonly messageId: string };

/** Persisted queues. Removing a queue from the stack deletes its messages, as on AWS. */
export interface Queues {
  readonly all: readonly Queue[];
  readonly byName: (name: string) => Queue | undefined;
  readonly byArn: (arn: string) => Queue | undefined;
  readonly send: (queue: Queue, content: Pick<Message, 'body' | 'attributes' | 'senderId'>) => Promise<Message>;
  readonly remove: (queue: Queue, messageId: string) => Promise<void>;
  /** Removes messages older than the retention period. */
  readonly expire: (queue: Queue) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function openQueues(
  file: string,
  definitions: readonly QueueDefinition[],
  clock: Clock,
  log: (line: string) => void,
): Promise<Queues> {
  const all = definitions.map((definition) => new Queue(definition));
  const named = new Map(all.map((queue) => [queue.definition.name, queue]));
  const journal = await openJournal<Entry>({
    file,
    log,
    apply: (entry) => {
      const queue = named.get(entry.queueName);
      if (entry.kind === 'sent') queue?.put(entry.message);
      else queue?.remove(entry.messageId);
    },
    snapshot: () => all.flatMap((queue) => Array.from(queue.messages(), (message) => sentEntry(queue, message))),
  });
  const remove = (queue: Queue, messageId: string) =>
    journal.append({ kind: 'deleted', queueName: queue.definition.name, messageId });
  return {
    all,
    remove,
    byName: (name) => named.get(name),
    byArn: (arn) => all.find(({ definition }) => definition.arn === arn),
    send: async (queue, content) => {
      const message = { id: randomUUID(), sentAtMillis: clock.now(), ...content };
      await journal.append(sentEntry(queue, message));
      return message;
    },
    expire: async (queue) => {
      await Promise.all(queue.expired(clock.now()).map((messageId) => remove(queue, messageId)));
    },
    stop: () => journal.stop(),
  };
}

const sentEntry = (queue: Queue, message: Message): Entry => ({
  kind: 'sent',
  queueName: queue.definition.name,
  message,
});
