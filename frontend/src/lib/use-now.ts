import { useEffect, useState } from 'react';

/** The time of the reader, fresh enough to say "Today" and "just now". */
export function useNow(everyMillis = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMillis);
    return () => clearInterval(timer);
  }, [everyMillis]);
  return now;
}
