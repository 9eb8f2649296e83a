/** Messages of the Connect page, loaded with it. */
export const connectMessages = {
  label: 'API key',
  explained:
    "Your key is checked now and kept only in open tabs. It's removed when you disconnect or close them, and after 60 minutes of inactivity.",
  where: 'No key? The person who deployed this registry can print one with {command}.',
  action: 'Connect',
  reveal: 'Show the key',
  hide: 'Hide the key',
  missing: 'Enter your API key.',
  refused: 'This key was rejected. Check that you copied the whole key.',
  unreadable: 'A key has no spaces or line breaks. Check that you copied only the key.',
  tail: 'Key {tail}',
  connectedText: 'New tabs connect with the same key. Disconnecting disconnects them too.',
  readOnlyText: 'This key is read-only. You can look up, list and export IDs, but not change them.',
  goToIds: 'Go to IDs',
  goneIdle: 'Disconnected after 60 minutes of inactivity.',
  goneRefused: 'The registry no longer accepts this key. Your work is kept.',
} as const;
