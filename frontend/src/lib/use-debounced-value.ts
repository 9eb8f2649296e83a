import { useEffect, useState } from 'react';

/** Who stops typing for so long wants to see what follows from it. */
const typingPauseMillis = 150;

/** The value once it has stayed the same for a while; what came in between is never seen. */
export function useDebouncedValue<Value>(value: Value, millis = typingPauseMillis): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return settled;
}
