import { Button } from '#components/button.tsx';
import { ToastRegion } from '#components/toast-region.tsx';
import { chooseTheme, themes } from '#lib/theme.ts';
import { Buttons, SmallActions } from './actions.tsx';
import { Dialogs } from './dialogs.tsx';
import { Choices, CommandInputs, Fields, FilterFields, FilterMenus } from './fields.tsx';
import { Messages, Statuses, WholeScreens } from './messages.tsx';
import { PageParts } from './page-parts.tsx';
import { Files, Numbers, Progress, Reports, Steppers } from './progress.tsx';
import { Tables } from './tables.tsx';

/** Every component in every state. */
export function Gallery() {
  return (
    <main className="mx-auto max-w-4xl bg-surface px-(--edge) py-8">
      <div className="flex flex-wrap items-center gap-2 pb-6">
        <h1 className="grow text-title">Components</h1>
        {themes.map((theme) => (
          <Button key={theme} onClick={() => chooseTheme(theme)}>
            {theme}
          </Button>
        ))}
      </div>
      <Buttons />
      <SmallActions />
      <CommandInputs />
      <FilterFields />
      <FilterMenus />
      <Fields />
      <Choices />
      <Statuses />
      <Messages />
      <Dialogs />
      <Steppers />
      <Progress />
      <Reports />
      <Numbers />
      <Files />
      <Tables />
      <PageParts />
      <WholeScreens />
      <ToastRegion />
    </main>
  );
}
