import { createContext, useContext } from 'react';

/** What differs between deployments, read from /config.json at start: one build serves every environment. */
export type Settings = {
  /** What the deployment is called: `local` on somebody's machine. */
  readonly environment: string | undefined;
  /** Days that the history of a deleted ID is kept; 0 when it is erased at once, undefined when this is not told. */
  readonly tombstoneRetentionDays: number | undefined;
};

function readSettings(body: unknown): Settings {
  const told = new Map(Object.entries(body ?? {}));
  const environment = told.get('environment');
  const days = told.get('tombstoneRetentionDays');
  return {
    environment: typeof environment === 'string' ? environment : undefined,
    tombstoneRetentionDays: typeof days === 'number' && days >= 0 ? days : undefined,
  };
}

/** The page works without its configuration; it then says less about the deployment. */
export async function loadSettings(): Promise<Settings> {
  try {
    const response = await fetch('/config.json', { signal: AbortSignal.timeout(5_000) });
    return readSettings(response.ok ? await response.json() : undefined);
  } catch {
    return readSettings(undefined);
  }
}

export const SettingsContext = createContext<Settings>(readSettings(undefined));

export const useSettings = (): Settings => useContext(SettingsContext);
