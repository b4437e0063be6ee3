/** The words that are told apart, in the order of their classes. */
export const WORDS = ['yes', 'no', 'up', 'down', 'left', 'right', 'on', 'off', 'stop', 'go'] as const;

/** Samples a second of all that is listened to: as much as a telephone carries. */
export const SAMPLE_RATE = 8000;

/** Samples of a clip, 0.8 s: one word with the room around it. */
export const CLIP_SAMPLES = 6400;

/** A whole turn in radians. */
export const TURN = 6.283185307179586;
