import { type ChangeEvent, type DragEvent, type ReactNode, useEffect, useState } from 'react';
import { classNames } from './class-names.ts';

const preventDefault = (event: Event) => event.preventDefault();

/** Prevents the browser from navigating to a file that is dropped outside the drop zone. */
export function usePreventFileDrop(): void {
  useEffect(() => {
    addEventListener('dragover', preventDefault);
    addEventListener('drop', preventDefault);
    return () => {
      removeEventListener('dragover', preventDefault);
      removeEventListener('drop', preventDefault);
    };
  }, []);
}

type FileDropzoneProps = {
  readonly title: string;
  readonly hint: string;
  readonly icon: ReactNode;
  /** The `accept` attribute of the file input. */
  readonly accept: string;
  /** Called with several files only after a drop. */
  readonly onFiles: (files: readonly File[]) => void;
};

/** Accepts a dropped file, or opens the file picker on click. */
export function FileDropzone({ title, hint, icon, accept, onFiles }: FileDropzoneProps) {
  const [isOver, setOver] = useState(false);

  const drop = (event: DragEvent) => {
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // Without a reset, choosing the same file again fires no change event.
    event.target.value = '';
    if (files.length > 0) onFiles(files);
  };

  return (
    <label
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        'relative flex h-60 cursor-pointer flex-col items-center justify-center rounded-box border border-dashed px-6 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-iris',
        isOver ? 'border-iris bg-iris-tint' : 'border-control bg-sunken hover:bg-hover',
      )}
    >
      <span className="mb-3 flex size-10 items-center justify-center rounded-box border border-line bg-surface text-fg-2 shadow-e1">
        {icon}
      </span>
      <span className="text-heading">{title}</span>
      <span className="text-fg-2">{hint}</span>
      <input
        type="file"
        accept={accept}
        onChange={choose}
        className="absolute inset-0 cursor-pointer opacity-0 focus-visible:outline-none"
      />
    </label>
  );
}
