import type { FromWorker, Job, ToWorker } from './worker/job.ts';

/* The bench's page: holds one worker per candidate, so that they can be measured in turns. */

type Reply = FromWorker;

const workers = new Map<number, Worker>();
let opened = 0;

const stage = {
  /** Starts a worker for a job. */
  start(): number {
    workers.set(++opened, new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module' }));
    return opened;
  },
  /** Asks it for one thing and waits for the answer; a failure is an answer too. */
  ask(id: number, message: ToWorker): Promise<Reply> {
    const worker = workers.get(id);
    if (worker === undefined) return Promise.resolve({ error: 'this worker has ended' });
    return new Promise((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Reply>) => resolve(data);
      worker.onerror = ({ message: error }) => resolve({ error: error || 'the worker failed' });
      worker.postMessage(message);
    });
  },
  end(id: number): void {
    workers.get(id)?.terminate();
    workers.delete(id);
  },
};

declare global {
  interface Window {
    stage: typeof stage;
  }
}

window.stage = stage;

export type { Job };
