import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../useSession.ts';
import { decodeFile } from './decode.ts';
import { Listener, type Listening } from './listener.ts';
import { openMicrophone } from './microphone.ts';

/** The page's listener: what it hears is shown on the lanes; it lets go of the microphone when the view goes or the page is put away. */
export function useListener(): { readonly listener: Listener; readonly listening: Listening } {
  const session = useSession();
  const [listener] = useState(
    () => new Listener({ open: openMicrophone, decode: decodeFile, now: () => performance.now() }, ({ own }) => session.showOwn(own)),
  );
  useEffect(() => {
    const hidden = (): void => {
      if (document.hidden) listener.cancel();
    };
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      listener.cancel();
    };
  }, [listener]);
  return { listener, listening: useStore(listener.state) };
}
