import { faultOfFile, NO_AUDIO, noAudio } from './faults.ts';
import { mixed, type Recording, Refused } from './recording.ts';

/** What a decoder makes of every sound, whatever it was written with. */
const RATE = 48_000;

/** A file's sound. @throws {Refused} with a sentence where it is none. */
export async function decodeFile(file: File): Promise<Recording> {
  const fault = faultOfFile(file);
  if (fault !== null) throw new Refused(fault);
  const bytes = await file.arrayBuffer();
  try {
    return await decoded(bytes);
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(noAudio(file.name), { cause: error });
  }
}

/** One channel of encoded sound. Rejects where it is none. */
export async function decoded(bytes: ArrayBuffer): Promise<Recording> {
  if (!('OfflineAudioContext' in globalThis)) throw new Refused(NO_AUDIO);
  const buffer = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes);
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel));
  return { samples: mixed(channels), rate: buffer.sampleRate };
}
