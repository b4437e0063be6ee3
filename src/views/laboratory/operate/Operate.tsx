import { useStore } from 'zustand';
import { Explained } from '../../shell/Explained.tsx';
import { useSession } from '../../useSession.ts';
import { DoneList } from './DoneList.tsx';
import { doneOn } from './done.ts';
import { Offers } from './Offers.tsx';
import styles from './operate.module.css';

/** What if: operations on the running network, each undone by taking it away. */
export function Operate() {
  const session = useSession();
  const refusal = useStore(doneOn(session), (done) => done.refusal);
  const isBusy = useStore(doneOn(session), (done) => done.isBusy);
  return (
    <section className={styles['operate']} aria-label="Operate" aria-busy={isBusy}>
      <Explained explanation="What if? Each of these is done to the network as it runs, which goes on from where it is. Beside it stands what it changed, measured at the same iteration before and after. Take it away and the network goes on without it; what it learned meanwhile stays, and the optimiser’s momentum of what rested begins at 0. What was done to a matrix once is taken away by going back to where that was.">
        Operate
      </Explained>
      <Offers />
      <p className={styles['refusal']} role="status">
        {refusal}
      </p>
      <DoneList />
    </section>
  );
}
