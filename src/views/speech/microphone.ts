import { captureByGraph } from './captureByGraph.ts';
import { captureByRecorder } from './captureByRecorder.ts';
import { faultOfMicrophone, NO_DEVICES, NOT_SECURE } from './faults.ts';
import { type Capture, Refused } from './recording.ts';

/** Nothing between the mouth and the frames but the volume: what suppresses noise cuts short words off. */
const CONSTRAINTS = {
  audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: true },
} as const satisfies MediaStreamConstraints;

/** Opens the microphone, and lets go of it when the recording ends or none can be made. @throws {Refused} with a sentence. */
export async function openMicrophone(): Promise<Capture> {
  const stream = await streamOf();
  const release = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  try {
    return (await captureByGraph(stream, release)) ?? captureByRecorder(stream, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function streamOf(): Promise<MediaStream> {
  // Where a page is not secure the property is missing, whatever its type says.
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
  if (mediaDevices?.getUserMedia === undefined) throw new Refused(isSecureContext ? NO_DEVICES : NOT_SECURE);
  try {
    return await mediaDevices.getUserMedia(CONSTRAINTS);
  } catch (error) {
    throw new Refused(faultOfMicrophone(error), { cause: error });
  }
}
