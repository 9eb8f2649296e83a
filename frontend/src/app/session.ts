import { useEffect } from 'react';
import { apiKey } from '#lib/api-key.ts';

const lookEveryMillis = 15_000;
const signsOfUse = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
/** Before anything on the page hears of it, so that nothing is done with a key whose time is over. */
const first = { capture: true, passive: true };

/** Only a person keeps the key alive; what the page asks for by itself does not. */
export function useIdleWatch(): void {
  useEffect(() => {
    // A tab that was asleep learns on waking that its time is over, before anything counts as use.
    const wake = () => apiKey.forgetWhenIdle();
    const timer = setInterval(wake, lookEveryMillis);
    document.addEventListener('visibilitychange', wake);
    for (const sign of signsOfUse) addEventListener(sign, apiKey.noteUse, first);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', wake);
      for (const sign of signsOfUse) removeEventListener(sign, apiKey.noteUse, first);
    };
  }, []);
}
