import type { AnswerTo, Ask, Question } from './reader-messages.ts';

type Waiting = { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void };
type Reply = { readonly number: number; readonly value: never; readonly error?: string };

/** The page's end of the reader. It is started at the first question: most visits have none. */
function csvReader() {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let worker: Worker | undefined;

  const start = (): Worker => {
    // A file of its own, because the content policy of the page allows no worker made of a text.
    const started = new Worker(new URL('./csv-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data: { number, value, error } }: MessageEvent<Reply>) => {
      const question = waiting.get(number);
      waiting.delete(number);
      if (error === undefined) question?.resolve(value);
      else question?.reject(new Error(error));
    });
    // Its file is of an earlier release, and gone: no question will be answered.
    started.addEventListener('error', () => {
      for (const { reject } of waiting.values()) reject(new Error('The reader could not be started.'));
      waiting.clear();
      started.terminate();
      worker = undefined;
    });
    return started;
  };

  return <Name extends Question>(name: Name, ask: Ask<Name>): Promise<AnswerTo<Name>> =>
    new Promise((resolve, reject) => {
      worker ??= start();
      asked += 1;
      waiting.set(asked, { resolve, reject });
      worker.postMessage({ number: asked, name, ask });
    });
}

export const askReader = csvReader();
