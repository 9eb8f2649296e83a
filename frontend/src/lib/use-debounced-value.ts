import { useEffect, useState } from 'react';

const typingPauseMillis = 150;

/** The value once it has not changed for a while; intermediate values are skipped. */
export function useDebouncedValue<Value>(value: Value, millis = typingPauseMillis): Value {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), millis);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return debounced;
}
