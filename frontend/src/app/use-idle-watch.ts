import { useEffect } from 'react';
import { apiKey } from '#lib/api-key.ts';

const lookEveryMillis = 15_000;
const signsOfUse = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Only a person keeps the key alive; what the page asks for by itself does not. */
export function useIdleWatch(): void {
  useEffect(() => {
    // A tab that was asleep learns on waking that its time is over, before anything counts as use.
    const wake = () => apiKey.forgetWhenIdle();
    const timer = setInterval(wake, lookEveryMillis);
    document.addEventListener('visibilitychange', wake);
    for (const sign of signsOfUse) addEventListener(sign, apiKey.noteUse, { passive: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', wake);
      for (const sign of signsOfUse) removeEventListener(sign, apiKey.noteUse);
    };
  }, []);
}
