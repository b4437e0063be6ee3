import { useState } from 'react';
import { ThemeIcon } from '../shell/icons.tsx';
import { isTheme, setTheme, THEMES, theme } from '../shell/theme.ts';
import styles from './Bar.module.css';

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const [chosen, setChosen] = useState(theme);
  const choose = (name: string): void => {
    if (!isTheme(name)) return;
    setTheme(name);
    setChosen(name);
  };
  return (
    <span className={`${styles['icon']} ${styles['theme']}`} title={`Theme: ${THEMES[chosen]}`}>
      <ThemeIcon />
      <select aria-label="Theme" value={chosen} onChange={(event) => choose(event.target.value)}>
        {Object.entries(THEMES).map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
