import { decoded } from './decode.ts';
import { NO_AUDIO } from './faults.ts';
import { type Capture, type Recording, Refused } from './recording.ts';

/** Records by the browser's own recorder, and decodes what it wrote. @throws {Refused} where the browser has none. */
export function captureByRecorder(stream: MediaStream, release: () => void): Capture {
  if (!('MediaRecorder' in globalThis)) throw new Refused(NO_AUDIO);
  const recorder = new MediaRecorder(stream);
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  recorder.start();
  return {
    level: () => null,
    async stop(): Promise<Recording> {
      await ended(recorder);
      release();
      return decoded(await new Blob(chunks).arrayBuffer());
    },
    cancel() {
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  };
}

function ended(recorder: MediaRecorder): Promise<unknown> {
  if (recorder.state === 'inactive') return Promise.resolve();
  return new Promise((resolve) => {
    recorder.onstop = resolve;
    recorder.stop();
  });
}
