import type { ReactNode } from 'react';

/** Drawn in a square of 16, in the colour of the text; hidden from assistive technology, for the name stands on the button. */
function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const PlayIcon = () => (
  <Icon>
    <path d="M4.5 2.8v10.4L13 8z" fill="currentColor" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M5 3v10M11 3v10" strokeWidth="2.5" />
  </Icon>
);

export const StopIcon = () => (
  <Icon>
    <rect x="4" y="4" width="8" height="8" fill="currentColor" />
  </Icon>
);

export const StepIcon = () => (
  <Icon>
    <path d="M3.5 3.5v9L10 8z" fill="currentColor" />
    <path d="M13 3.5v9" strokeWidth="2" />
  </Icon>
);

export const RewindIcon = () => (
  <Icon>
    <path d="M3 8a5 5 0 1 0 1.6-3.7" />
    <path d="M2.6 2.2l.4 3.2 3.2-.4" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Icon>
);

export const SlidersIcon = () => (
  <Icon>
    <path d="M2 5h5M11 5h3M2 11h2M8 11h6" />
    <circle cx="9" cy="5" r="1.8" />
    <circle cx="6" cy="11" r="1.8" />
  </Icon>
);

export const DiceIcon = () => (
  <Icon>
    <rect x="2.5" y="2.5" width="11" height="11" rx="2.5" />
    <path d="M5.6 5.6h.01M10.4 5.6h.01M8 8h.01M5.6 10.4h.01M10.4 10.4h.01" strokeWidth="2" />
  </Icon>
);

export const ThemeIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />
  </Icon>
);
