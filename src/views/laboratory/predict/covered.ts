/** In the place of what would give away what is being drawn. */
export const COVERED = 'covered until your prediction is done';
