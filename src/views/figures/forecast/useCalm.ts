import { useState } from 'react';
import { type Domain, type Settled, settle } from '../../lanes/domain.ts';

/** A domain that holds what is needed and moves calmly while the same thing is on show. */
export function useCalm(needed: Domain, what: string): Domain {
  const [held, hold] = useState<{ readonly what: string; readonly domain: Settled } | null>(null);
  const domain = settle(held?.what === what ? held.domain : null, needed, performance.now());
  if (held?.what !== what || held.domain !== domain) hold({ what, domain });
  return domain;
}
