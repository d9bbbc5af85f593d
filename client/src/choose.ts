/** Asks for a value with what is known to choose from; whatever is typed will do as well. */
import * as vscode from 'vscode';

export interface Choice {
  readonly title: string;
  readonly placeholder: string;
  /** What is known, given what has been typed. */
  load(typed: string): Promise<readonly string[]>;
}

/** @returns undefined where somebody thinks better of it */
export function choose({ title, placeholder, load }: Choice): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick();
  picker.title = title;
  picker.placeholder = placeholder;
  picker.ignoreFocusOut = true;
  let asked = 0;
  const refresh = async (typed: string): Promise<void> => {
    const turn = ++asked;
    picker.busy = true;
    const known = await load(typed).catch((): readonly string[] => []);
    if (turn === asked) {
      const own = typed.trim();
      const isKnown = own === '' || known.includes(own);
      picker.items = [
        ...known.map((label) => ({ label })),
        ...(isKnown ? [] : [{ label: own, description: vscode.l10n.t('as typed'), alwaysShow: true }]),
      ];
      picker.busy = false;
    }
  };
  return new Promise((resolve) => {
    picker.onDidChangeValue(refresh);
    picker.onDidAccept(() => {
      const typed = picker.value.trim();
      resolve(picker.activeItems[0]?.label ?? (typed === '' ? undefined : typed));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
    void refresh('');
  });
}
