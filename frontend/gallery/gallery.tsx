import { Button } from '#components/button.tsx';
import { chooseTheme, themes } from '#lib/theme.ts';
import { Checkboxes } from './choices.tsx';
import { Dialogs } from './dialogs.tsx';
import { Files, Numbers, Progress, Steppers } from './progress.tsx';

/** Each component in each of its states; the switch shows them in the other theme. */
export function Gallery() {
  return (
    <main className="mx-auto max-w-4xl bg-surface px-(--edge) py-8">
      <div className="flex items-center gap-2 pb-6">
        <h1 className="grow text-title">Components</h1>
        {themes.map((theme) => (
          <Button key={theme} onClick={() => chooseTheme(theme)}>
            {theme}
          </Button>
        ))}
      </div>
      <Dialogs />
      <Checkboxes />
      <Steppers />
      <Progress />
      <Numbers />
      <Files />
    </main>
  );
}
