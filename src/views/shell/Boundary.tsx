import { Component, type ReactNode } from 'react';
import { SessionContext } from '../useSession.ts';
import styles from './Trouble.module.css';

interface Props {
  /** What is inside, in a sentence: "The timeline". */
  readonly what: string;
  readonly children: ReactNode;
}

/** Keeps a fault in one part of the page from blanking the others, and offers a way back. */
export class Boundary extends Component<Props, { readonly error: Error | null }> {
  static override contextType = SessionContext;
  declare context: React.ContextType<typeof SessionContext>;
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  private readonly rewind = (): void => {
    this.context?.rewind().catch(() => {});
    this.setState({ error: null });
  };

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div role="alert" className={styles['trouble']} data-kind="error">
        <p>
          {this.props.what} could not be shown, by a fault of this page: “{error.message}”. Draw it again from the first weights, or open
          the page without its link.
        </p>
        <div className={styles['ways']}>
          <button type="button" onClick={this.rewind}>
            Rewind and try again
          </button>
          <a href={location.pathname}>Open the bare page</a>
        </div>
      </div>
    );
  }
}
