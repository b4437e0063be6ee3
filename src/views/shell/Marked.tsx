import { Fragment } from 'react';

/** A sentence whose `backquoted` parts are code. Text stays text: nothing in it becomes markup. */
export function Marked({ children }: { readonly children: string }) {
  const parts = children.split('`');
  const whole = parts.length % 2 === 1;
  return parts.map((part, index) =>
    whole && index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity
      <code key={index}>{part}</code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={index}>{index > 0 && !whole ? `\`${part}` : part}</Fragment>
    ),
  );
}
