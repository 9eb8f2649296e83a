import { Monitor, Moon, Sun } from 'lucide-react';
import { IconButton } from '#components/icon-button.tsx';
import { formatMessage } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import { chooseTheme, themes, useTheme } from '#lib/theme.ts';

const icons = { system: Monitor, light: Sun, dark: Moon };

/** Goes round the three: what the system says, light, dark. */
export function ThemeButton() {
  const theme = useTheme();
  const Icon = icons[theme];
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <IconButton
      label={formatMessage(messages.theme.now, { theme: messages.theme[theme] })}
      onClick={() => chooseTheme(next)}
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} />
    </IconButton>
  );
}
