import { useAllPictures } from './useRace.ts';

/** What a figure of all networks shows, in words; looked up once a second, whichever network was measured. */
export function Alternative({ describe }: { readonly describe: () => string }) {
  return <p className="visually-hidden">{useAllPictures(describe, 1000)}</p>;
}
