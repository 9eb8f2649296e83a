import { createContext, useContext } from 'react';

/** Settings of the deployment, read from /config.json at start, so that one build serves every environment. */
export interface Settings {
  /** `local` on a developer's machine. */
  readonly environment: string | undefined;
  /** Days until the history of a deleted ID is purged; 0 means immediately. */
  readonly tombstoneRetentionDays: number | undefined;
}

function parseSettings(body: unknown): Settings {
  const members = new Map(Object.entries(body ?? {}));
  const environment = members.get('environment');
  const days = members.get('tombstoneRetentionDays');
  return {
    environment: typeof environment === 'string' ? environment : undefined,
    tombstoneRetentionDays: typeof days === 'number' && days >= 0 ? days : undefined,
  };
}

/** The page works without its settings and then omits what depends on them. */
export async function loadSettings(): Promise<Settings> {
  try {
    const response = await fetch('/config.json', { signal: AbortSignal.timeout(5_000) });
    return parseSettings(response.ok ? await response.json() : undefined);
  } catch {
    return parseSettings(undefined);
  }
}

export const SettingsContext = createContext<Settings>(parseSettings(undefined));

export const useSettings = (): Settings => useContext(SettingsContext);
